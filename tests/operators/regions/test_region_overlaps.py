from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runtime.operators.regions import region_overlaps
from tests.contexts import run_once
from tests.pixel_regions import found, together

if TYPE_CHECKING:
    from runtime.contracts.values import Regions


def overlaps(one: Regions, other: Regions, **params: object):
    return run_once(
        region_overlaps, {"reference": one, "candidate": other}, **params
    ).overlaps.value


def test_the_share_of_the_first_that_the_second_covers():
    one = together(
        found((10, 10, 31, 41), 0.9, region_id="a"),
        found((20, 20, 30, 30), 0.6, "hat", "h"),
    )
    other = together(found((12, 10, 33, 41), 0.7, region_id="c"))
    assert overlaps(one, other) == (
        {
            "reference_class": "car", "reference_confidence": 0.9, "candidate_class": "car",
            "candidate_confidence": 0.7, "overlap_ratio": pytest.approx(19 / 21),
            "reference_detection_id": "a", "candidate_detection_id": "c",
        },
        {
            "reference_class": "hat", "reference_confidence": 0.6, "candidate_class": "car",
            "candidate_confidence": 0.7, "overlap_ratio": pytest.approx(1),
            "reference_detection_id": "h", "candidate_detection_id": "c",
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    ("corners", "edges", "share"),
    [
        (((20, 20), (60, 20), (20, 60)), (20, 20, 40, 40), 0.5),
        (((20, 20), (60, 20), (60, 40), (40, 40), (40, 60), (20, 60)), (40, 40, 60, 60), 0),
        (((20, 20), (60, 20), (60, 40), (40, 40), (40, 60), (20, 60)), (30, 30, 60, 60), 5 / 12),
    ],
)
def test_outlines_are_measured_where_there_are_any(corners, edges, share):
    xs, ys = zip(*corners, strict=True)
    region = found((min(xs), min(ys), max(xs), max(ys)), polygon=corners)
    (entry,) = overlaps(together(region), together(found(edges)), min_overlap=0)
    assert entry["overlap_ratio"] == pytest.approx(share)


def test_too_little_is_left_out_and_nothing_is_nothing():
    one, other = together(found((0, 0, 100, 100))), together(found((90, 0, 110, 50)))
    assert overlaps(one, other) == ()
    assert len(overlaps(one, other, min_overlap=0.05)) == 1
    assert overlaps(one, together()) == ()
    assert overlaps(together(found((5, 5, 5, 9))), one, min_overlap=0) == ()
