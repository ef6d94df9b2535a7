from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.errors import OperatorFailedError
from runtime.inference.decoders import segmenter
from runtime.inference.decoders.segmenter import read
from tests.heads import card, seen

CANVAS = {"width": 64, "height": 64, "resize": "letterbox"}


def parts_of(logits: np.ndarray, size=(64, 64), labels=("sky", "road"), canvas=None, **post):
    made = card("segment", labels=labels, preprocess=canvas or CANVAS, postprocess=post)
    return read(seen({"logits": logits}, made, size))


def halves(rows: int = 16, columns: int = 16) -> np.ndarray:
    """Class 0 above, class 1 below."""
    below = np.repeat(np.linspace(-8, 8, rows)[:, None], columns, axis=1)
    return np.stack([-below, below]).astype(np.float32)


def test_the_best_class_of_each_pixel_with_how_sure_it_is():
    parts = parts_of(halves())
    assert parts.names == ("sky", "road")
    assert parts.classes.shape == (64, 64)
    assert (parts.classes[:32] == 0).all()
    assert (parts.classes[32:] == 1).all()
    assert parts.scores[0, 0] == pytest.approx(1, abs=1e-4)
    assert parts.scores[32].max() < 0.9


def test_the_padding_of_the_canvas_is_left_out():
    """A wide picture lies between bars; its middle is still the middle of the map."""
    parts = parts_of(halves(), size=(128, 32))
    assert parts.classes.shape == (32, 128)
    assert (parts.classes[:16] == 0).all()
    assert (parts.classes[16:] == 1).all()


def test_ready_class_numbers_are_never_mixed():
    numbers = np.full((4, 4), 7, np.int64)
    numbers[:, 2:] = 3
    parts = parts_of(numbers, labels=[f"c{i}" for i in range(8)])
    assert set(np.unique(parts.classes)) == {3, 7}
    assert (parts.scores == 1).all()


def test_a_single_class_stands_before_its_background():
    logits = np.full((1, 4, 4), -3, np.float32)
    logits[0, :, 2:] = 3
    parts = parts_of(logits, labels=["cup"])
    assert parts.names == ("background", "cup")
    assert parts.classes[0, 0] == 0
    assert parts.classes[0, -1] == 1
    assert parts.scores[0, 0] == pytest.approx(1 / (1 + np.exp(-3)))


def test_shares_that_the_file_made_are_taken_as_they_are():
    shares = np.stack([np.full((4, 4), 0.3), np.full((4, 4), 0.7)]).astype(np.float32)
    parts = parts_of(shares, activation="none")
    assert parts.scores.ravel()[0] == pytest.approx(0.7)
    assert (parts.classes == 1).all()


def test_a_large_picture_is_decided_on_a_smaller_copy(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(segmenter, "MAX_WORK_PIXELS", 32 * 32)
    parts = parts_of(halves(), size=(200, 200))
    assert parts.classes.shape == parts.scores.shape == (200, 200)
    assert (parts.classes[:95] == 0).all()
    assert (parts.classes[105:] == 1).all()


def test_too_many_classes_are_refused():
    with pytest.raises(OperatorFailedError, match="no map"):
        parts_of(np.zeros((300, 2, 2), np.float32))
