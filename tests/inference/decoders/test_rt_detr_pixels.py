from __future__ import annotations

import numpy as np

from runtime.inference.decoders.rt_detr_pixels import read
from tests.heads import ask, card, seen


def test_an_export_with_its_own_choice_is_read_as_it_is():
    heads = {
        "labels": np.array([1, 0], np.int64),
        "boxes": np.array([[10, 5, 30, 15], [1, 2, 3, 4]], np.float32),
        "scores": np.array([0.9, 0.2], np.float32),
    }
    found = read(seen(heads, card(labels=["cat", "dog"])), ask())
    assert found.boxes.tolist() == [[10, 5, 30, 15]]
    assert found.classes.tolist() == [1]
