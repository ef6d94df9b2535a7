from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.contracts.errors import ModelUnavailableError
from runtime.contracts.graph import ModelRef
from runtime.inference.decoders.ctc_speech import hear
from tests.speech_files import MOMENT, RATE, ctc, spoken

if TYPE_CHECKING:
    from pathlib import Path

MADE = ModelRef(id="made")


def heard(folder: Path, sound: np.ndarray, **preprocess: object) -> list[str]:
    return [piece.text for piece in hear(ctc(folder, **preprocess).get(MADE), sound)]


def test_repeats_are_joined_and_blanks_part_doubles(tmp_path: Path):
    assert heard(tmp_path, spoken("AABB-BA B")) == ["ABBA B"]


def test_pieces_are_parted_by_pauses_and_know_their_time(tmp_path: Path):
    model = ctc(tmp_path).get(MADE)
    first, second = hear(model, spoken("AB_B A"))
    assert (first.text, second.text) == ("AB", "B A")
    assert first.start == 0
    assert first.end == pytest.approx(6 * 0.02, abs=0.07)
    assert second.start == pytest.approx(1 + 6 * 0.02, abs=0.01)


def test_a_long_sound_is_heard_window_by_window_as_if_it_were_one(tmp_path: Path):
    text = "AB-BA BB-A B A" * 30
    sound = spoken(text, moments=4)
    assert len(sound) > 25 * RATE
    whole = heard(tmp_path, sound, seconds=100)
    assert heard(tmp_path, sound, seconds=6) == whole
    assert whole[0].count("B") > 100


def test_silence_is_skipped_and_nothing_is_heard_in_nothing(tmp_path: Path):
    assert heard(tmp_path, np.zeros(10 * RATE, np.float32), seconds=4) == []
    assert heard(tmp_path, np.zeros(0, np.float32)) == []
    quiet = np.concatenate([np.zeros(8 * RATE, np.float32), spoken("AB")])
    assert heard(tmp_path, quiet, seconds=4) == ["AB"]
    assert MOMENT == RATE * 0.02


@pytest.mark.parametrize(
    "told",
    ["[1, 2]", "{", '{"a": 10000000000}', '{"a": -9}', "[" * 100_000, '{"a": "b"}',
     '{"a": 1}' + " " * 5_000_000],
    ids=["a list", "cut off", "a number beyond all", "below nothing", "deep", "words", "long"],
)  # fmt: skip
def test_a_damaged_vocabulary_says_what_to_do(tmp_path: Path, told: str):
    model = ctc(tmp_path).get(MADE)
    (tmp_path / "vocab.json").write_text(told)
    with pytest.raises(ModelUnavailableError, match="vocabulary of the model"):
        list(hear(model, spoken("A")))
