from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from runtime.inference.decoders.segmenter import Parts
from runtime.inference.segmentation import regions_of, shares


def parts() -> Parts:
    """A field of grass with two ponds, one large and one small."""
    classes = np.zeros((50, 100), np.uint8)
    classes[10:30, 20:60] = 1
    classes[40:44, 80:90] = 1
    scores = np.full(classes.shape, 0.75, np.float32)
    return Parts(classes, scores, ("grass", "pond"))


def found(**asked: Any):
    bounds: dict[str, Any] = {"min_share": 0.0, "min_value": 0.0, "limit": 10, **asked}
    return regions_of(parts(), **bounds)


def test_shares_of_the_picture_add_up():
    assert shares(parts()).tolist() == pytest.approx([1 - 840 / 5000, 840 / 5000])


def test_each_piece_is_a_region_the_largest_first():
    regions = found()
    assert [(r.id, r.concepts[0].name) for r in regions] == [
        ("r1", "grass"), ("r2", "pond"), ("r3", "pond"),
    ]  # fmt: skip
    box = regions[1].box
    assert (box.top, box.left, box.bottom, box.right) == pytest.approx((0.2, 0.2, 0.6, 0.6))
    assert regions[1].score == pytest.approx(0.75)
    assert len(regions[1].polygon) == 4


def test_small_weak_and_unwanted_pieces_are_left_out():
    assert len(found(classes=["pond"], min_share=0.05)) == 1
    assert found(min_value=0.8) == ()
    assert len(found(limit=1)) == 1
