from __future__ import annotations

from dataclasses import replace

import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Keypoint, List, Placement, Regions
from runtime.operators.regions import region_rollup
from tests.contexts import run_once
from tests.pixel_regions import SIZE, edges, found, outlined, together

PARENTS = together(found((10, 10, 60, 60)), found((20.6, 12.4, 70, 62)))


def child(*items) -> Regions:
    """Regions of a crop of 200 by 100 pixels, so that pixels are those of the whole."""
    return Regions(items, Placement(200, 100))


def roll(*children, parents: Regions = PARENTS, **params: object):
    inputs = {"parents": parents, "children": List(children)}
    return run_once(region_rollup, inputs, **params)


def test_what_two_crops_saw_becomes_one_round_both():
    outcome = roll(
        child(found((15, 5, 35, 25), 0.6)),
        child(found((0, 0, 20, 20), 0.9), found((0, 0, 20, 20), 0.4, "van")),
    )
    car, van = outcome.regions.items
    assert (edges(car), car.score) == ([20, 12, 45, 35], 0.9)
    assert (edges(van), van.score) == ([20, 12, 40, 32], 0.4)
    assert outcome.regions.placement == SIZE


def test_crop_zones_are_the_corners_of_the_crops():
    zones = roll(child(), child()).crop_zones.value
    assert zones[1] == [[20.6, 12.4], [70, 12.4], [70, 62], [20.6, 62]]


@pytest.mark.parametrize(("way", "score"), [("max", 0.9), ("mean", 0.75), ("min", 0.6)])
def test_scores_become_one_as_told(way, score):
    outcome = roll(
        child(found((15, 5, 35, 25), 0.6)),
        child(found((0, 0, 20, 20), 0.9)),
        confidence_strategy=way,
    )
    assert outcome.regions.items[0].score == pytest.approx(score)


def test_too_little_overlap_leaves_two():
    both = (child(found((15, 5, 35, 25))), child(found((0, 0, 20, 20))))
    assert len(roll(*both, overlap_threshold=0.5).regions.items) == 2
    assert len(roll(*both, overlap_threshold=0.4).regions.items) == 1


def test_a_chain_of_overlaps_is_one():
    row = child(*(found((10 * at, 0, 10 * at + 12, 10)) for at in (0, 2, 1)))
    (one,) = roll(row, child()).regions.items
    assert edges(one) == [10, 10, 42, 20]


def test_outlines_are_joined():
    outcome = roll(child(outlined((15, 5, 35, 25))), child(outlined((5, 3, 45, 23))))
    (one,) = outcome.regions.items
    assert edges(one) == [25, 15, 66, 36]


def test_key_points_that_lie_close_become_their_mean():
    def posed(edges_, x: float, y: float):
        return replace(found(edges_), keypoints=(Keypoint(x / 200, y / 100, 0.5, "nose"),))

    outcome = roll(child(posed((15, 5, 35, 25), 20, 10)), child(posed((7, 5, 27, 25), 12, 10)))
    (one,) = outcome.regions.items
    (nose,) = one.keypoints
    assert (nose.x * 200, nose.y * 100) == (pytest.approx(31), pytest.approx(21))
    assert len(roll(
        child(posed((15, 5, 35, 25), 20, 10)), child(posed((7, 5, 27, 25), 12, 10)),
        keypoint_merge_threshold=2,
    ).regions.items) == 2  # fmt: skip


def test_there_is_one_list_for_each_region():
    outcome = roll(child())
    assert isinstance(outcome, Failure)
    assert "2 regions and 1 lists" in outcome.error.message


def test_crops_without_an_answer_bring_nothing():
    assert roll(None, child()).regions.items == ()
    assert roll(parents=together()).regions.items == ()
