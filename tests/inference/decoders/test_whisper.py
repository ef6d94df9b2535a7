from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.graph import ModelRef
from runtime.inference.decoders.whisper import DETECT, Wish, hear
from runtime.inference.encoder_decoder import GraphWriter
from tests.speech_files import EN, ES, tone, whisper

if TYPE_CHECKING:
    from pathlib import Path

MADE = ModelRef(id="made")


def heard(folder: Path, sound: np.ndarray, language: str = "", beams: int | None = None, **made):
    return list(hear(whisper(folder, **made).get(MADE), sound, Wish(language, beams)))


@pytest.mark.parametrize("beams", [1, 4])
@pytest.mark.parametrize("name", ["low", "high"])
def test_a_sound_is_written_down(tmp_path: Path, name: str, beams: int):
    (piece,) = heard(tmp_path, tone(name), beams=beams)
    assert piece.text == name
    assert (piece.start, piece.end) == (0, 1)


def test_long_sounds_are_heard_window_by_window(tmp_path: Path):
    gap = np.zeros(int(0.4 * 16000), np.float32)
    sound = np.concatenate([tone("low", 2), gap, tone("high", 2), gap, tone("low", 1)])
    pieces = heard(tmp_path, sound, seconds=3)
    assert [piece.text for piece in pieces] == ["low", "high", "low"]
    assert pieces[0].end == pieces[1].start
    assert pieces[0].end == pytest.approx(2.2, abs=0.2)


def test_silence_is_skipped(tmp_path: Path):
    assert heard(tmp_path, np.zeros(16000, np.float32)) == []


def begun(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The languages that texts were begun with."""
    seen: list[int] = []
    after = GraphWriter.after

    def watched(self, tokens):
        if tokens.shape[1] == 2:
            seen.append(int(tokens[0, 1]))
        return after(self, tokens)

    monkeypatch.setattr(GraphWriter, "after", watched)
    return seen


def test_the_language_is_that_of_the_card_unless_another_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    seen = begun(monkeypatch)
    heard(tmp_path, tone("high"))
    heard(tmp_path, tone("high"), "es")
    assert seen == [EN, ES]


def test_the_language_is_recognised_when_so_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    seen = begun(monkeypatch)
    heard(tmp_path, tone("high"), DETECT)
    heard(tmp_path, tone("low"), DETECT)
    assert seen == [ES, EN]


def test_a_language_that_the_model_lacks_is_named(tmp_path: Path):
    with pytest.raises(
        OperatorFailedError, match=r"does not know the language fr\. It knows en, es"
    ):
        heard(tmp_path, tone("low"), "fr")
    for language in ("en", DETECT):
        with pytest.raises(OperatorFailedError, match="one language only"):
            heard(tmp_path, tone("low"), language, languages=False)
