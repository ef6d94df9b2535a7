from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.graph import ModelRef
from runtime.contracts.operator import Context
from runtime.contracts.values import Audio
from runtime.operators.model import audio_to_text
from tests.contexts import Progress, Token
from tests.heads import card
from tests.onnx_files import port, sessions_of, write_fixed
from tests.run_graph import outputs_of, run_operator
from tests.speech_files import RATE, ctc, spoken, tone, whisper

if TYPE_CHECKING:
    from pathlib import Path


def test_a_whisper_model_writes_down_what_it_hears(tmp_path: Path):
    sounds = [Audio(tone("low"), RATE), Audio(tone("high"), RATE)]
    result = run_operator("audio-to-text", "made", whisper(tmp_path), sounds)
    assert [text.raw for text in outputs_of(result, "text")] == ["low", "high"]
    assert outputs_of(result, "segments")[0].rows == ((0.0, 1.0, "low"),)


def test_a_model_of_letters_writes_down_what_it_hears(tmp_path: Path):
    result = run_operator("audio-to-text", "made", ctc(tmp_path), [Audio(spoken("AB_BA"), RATE)])
    (table,) = outputs_of(result, "segments")
    assert table.columns == ("start", "end", "text")
    assert [row[2] for row in table.rows] == ["AB", "BA"]
    assert outputs_of(result, "text")[0].raw == "AB BA"


def test_sound_of_another_rate_is_brought_to_the_models(tmp_path: Path):
    times = np.arange(44_100) / 44_100
    sound = (0.4 * np.sin(2 * np.pi * 5000 * times)).astype(np.float32)
    result = run_operator("audio-to-text", "made", whisper(tmp_path), [Audio(sound, 44_100)])
    assert outputs_of(result, "text")[0].raw == "high"


def test_a_language_that_is_not_known_fails_with_a_sentence(tmp_path: Path):
    sound = Audio(tone("low"), RATE)
    with pytest.raises(OperatorFailedError, match="does not know the language fr"):
        run_operator("audio-to-text", "made", whisper(tmp_path), [sound], language="fr")


def test_a_model_that_hears_nothing_is_named(tmp_path: Path):
    path = write_fixed(
        tmp_path / "m.onnx", [port("x", ["n", 1])], {"y": np.zeros(1, np.float32)}
    )  # fmt: skip
    sessions = sessions_of(card("speech-to-text", decoder="pocket"), path)
    model = sessions.get(ModelRef(id="made"))
    context = Context(Token(), Progress(), sessions, model)
    sound = audio_to_text.Inputs(Audio(tone("low"), RATE))
    (failure,) = audio_to_text.run([sound], audio_to_text.Params(), context)
    with pytest.raises(OperatorFailedError, match="hears no speech"):
        raise failure.error
