from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.inference.training.digits.evaluate import measure
from runtime.inference.training.digits.samples import as_pictures, bent, printed, split
from runtime.inference.training.digits.train import learned, write
from tests.heads import card
from tests.onnx_files import load

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.inference.sessions import Sessions


def test_the_shipped_file_keeps_what_its_card_says(sessions: Sessions):
    shares = measure(sessions)
    assert shares["held out"] >= 0.97
    assert shares["held out, light on dark"] >= 0.97
    assert shares["printed, bent"] >= 0.95


def test_the_script_trains_and_writes_a_file_that_runs(tmp_path: Path):
    path = tmp_path / "digits.onnx"
    write(learned(copies=1, rounds=2), path)
    scores = load(card("classify"), path).run({"images": np.zeros((2, 3, 32, 32), np.float32)})[0]
    assert scores.shape == (2, 10)
    assert np.allclose(scores.sum(axis=1), 1, atol=1e-5)


def test_nothing_held_out_is_learned_from():
    learn, held = split()
    known = {item.tobytes() for item in learn.ink}
    assert len(held.ink) == 450
    assert sum(item.tobytes() in known for item in held.ink) == 0


def test_bent_copies_keep_their_digit_and_pictures_are_black_on_white():
    copies = bent(printed(), 2, seed=1)
    assert copies.digits.tolist() == [digit for digit in range(10) for _ in range(2)]
    picture = as_pictures(copies, 64)[0]
    assert picture.shape == (64, 64, 3)
    assert picture[0, 0].tolist() == [255, 255, 255]
    assert picture.min() < 80
