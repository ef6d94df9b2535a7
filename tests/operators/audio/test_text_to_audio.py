from __future__ import annotations

import shutil
import stat
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from pydantic import ValidationError

from runtime.contracts.errors import CancelledError, ModelUnavailableError
from runtime.contracts.operator import Failure
from runtime.contracts.values import Text
from runtime.inference import espeak
from runtime.operators.audio import text_to_audio
from runtime.operators.audio.text_to_audio import Inputs, Params
from tests.contexts import context_for, run_once

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "The door is open. Please come in."


def spoken(text: str, **params: object):
    return run_once(text_to_audio, {"text": Text(text)}, **params)


def test_a_text_is_said():
    outcome = spoken(SENTENCE)
    assert outcome.audio.rate == 22_050
    assert outcome.audio.samples.dtype == np.float32
    assert 1.5 < outcome.seconds.value < 4
    assert 0.2 < np.abs(outcome.audio.samples).max() <= 1


def test_language_voice_speed_and_pitch_change_what_is_heard():
    plain = spoken(SENTENCE).audio.samples
    for params in ({"language": "es"}, {"voice": "woman"}, {"pitch": 90}):
        other = spoken(SENTENCE, **params).audio.samples
        assert len(other) != len(plain) or not np.array_equal(other, plain)
    assert len(spoken(SENTENCE, speed=320).audio.samples) < 0.7 * len(plain)


def test_the_same_text_sounds_the_same():
    one, two = spoken(SENTENCE), spoken(SENTENCE)
    assert np.array_equal(one.audio.samples, two.audio.samples)


@pytest.mark.parametrize(
    ("text", "params", "words"),
    [
        ("", {}, "empty"),
        ("a" * 5001, {}, "5,001 characters"),
        ("Hello", {"language": "xq"}, "no voice xq"),
    ],
)
def test_what_cannot_be_said_fails_with_a_sentence(text: str, params, words: str):
    outcome = spoken(text, **params)
    assert isinstance(outcome, Failure)
    assert words in outcome.error.message


@pytest.mark.parametrize("language", ["-v", "EN", "en us", "../en", ""])
def test_what_is_no_language_code_is_refused(language: str):
    with pytest.raises(ValidationError):
        Params(language=language)


def test_a_cancelled_run_stops():
    context = context_for(text_to_audio)
    context.cancel.cancel()
    with pytest.raises(CancelledError):
        text_to_audio.run([Inputs(Text("Hello"))], Params(), context)


def test_without_the_engine_it_says_what_brings_it(monkeypatch):
    monkeypatch.setattr(espeak, "find_spec", lambda name: None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    reason = text_to_audio.run.__weft_operator__.available()
    assert "pip install espeakng-loader" in reason
    with pytest.raises(ModelUnavailableError, match="apt-get install espeak-ng"):
        spoken("Hello")


def test_a_broken_library_fails_with_a_sentence(monkeypatch, tmp_path: Path):
    (tmp_path / "libespeak-ng.so").write_bytes(b"no library")
    (tmp_path / "espeak-ng-data").mkdir()
    spec = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(espeak, "find_spec", lambda name: spec)
    outcome = spoken("Hello")
    assert isinstance(outcome, Failure)
    assert "stopped while it spoke" in outcome.error.message


def test_a_program_on_the_path_serves_as_well(monkeypatch, tmp_path: Path):
    """One that answers as the program does, with the words it was started with as its sound."""
    program = tmp_path / "espeak-ng"
    program.write_text(
        "#!/bin/sh\ncat > /dev/null\n"
        "printf 'RIFF____WAVEfmt \\020\\0\\0\\0\\001\\0\\001\\0\\042\\126\\0\\0'\n"
        "printf '\\0\\0\\0\\0\\002\\0\\020\\0data____'\n"
        "printf '%s ' \"$@\"\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(espeak, "find_spec", lambda name: None)
    monkeypatch.setattr(shutil, "which", lambda name: str(program))
    audio = spoken("Hello", language="de", voice="woman").audio
    words = (audio.samples * 32768).astype("<i2").tobytes().decode()
    assert "-v de+f2 -s 160 -p 50" in words
    assert audio.rate == 22_050


def test_nothing_of_the_engine_is_loaded_here():
    spoken("Hello")
    with open("/proc/self/maps") as maps:  # noqa: PTH123 - a file of the kernel
        assert "libespeak" not in maps.read()
