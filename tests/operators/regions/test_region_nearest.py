from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.contracts.values import Keypoint, Regions
from runtime.operators.regions import region_nearest
from tests.contexts import run_once
from tests.pixel_regions import found, together

ASKING = together(
    found((10, 10, 31, 41), region_id="a"),
    found((150, 60, 199, 99), name="van", region_id="b"),
    found((20, 20, 30, 30), name="hat", region_id="h"),
)
TARGETS = together(found((12, 10, 33, 41), region_id="c"), found((100, 60, 140, 99), region_id="d"))


def nearest(regions: Regions = ASKING, targets: Regions = TARGETS, **params: object):
    return run_once(region_nearest, {"regions": regions, "targets": targets}, **params)


def distances(outcome) -> list[float | None]:
    return [region.facts["nearest_target_distance"] for region in outcome.regions.items]


def ids(regions: Regions) -> list[str]:
    return [region.id for region in regions.items]


def test_the_nearest_within_reach_is_found_between_the_points_named():
    outcome = nearest(query_point="BOTTOM_CENTER", target_point="top left", max_distance=60)
    assert distances(outcome) == [
        pytest.approx(32.14420632), None, pytest.approx(23.85372088),
    ]  # fmt: skip
    assert ids(outcome.matched) == ["a", "h"]
    assert ids(outcome.nearest) == ["c", "c"]
    assert outcome.matched.items[0].facts == outcome.regions.items[0].facts


def test_a_region_is_not_its_own_nearest():
    outcome = nearest(targets=ASKING)
    assert ids(outcome.nearest) == ["h", "h", "a"]
    assert distances(outcome)[0] == pytest.approx(4.52769257)


def test_targets_equally_near_make_a_pair_each():
    targets = together(
        found((0, 10, 10, 20), region_id="l"), found((40, 10, 50, 20), region_id="r")
    )
    outcome = nearest(together(found((20, 10, 30, 20), region_id="m")), targets)
    assert (ids(outcome.matched), ids(outcome.nearest)) == (["m", "m"], ["l", "r"])


@pytest.mark.parametrize("targets", [together(), ASKING])
def test_no_regions_are_near_nothing(targets):
    outcome = nearest(together(), targets)
    assert (outcome.regions.items, outcome.matched.items) == ((), ())


def test_no_targets_leave_everyone_without():
    outcome = nearest(targets=together())
    assert distances(outcome) == [None, None, None]
    assert outcome.nearest.items == ()


def test_key_points_are_measured_by_name_and_who_lacks_it_finds_none():
    nose = replace(ASKING.items[0], keypoints=(Keypoint(0.1, 0.1, name="nose"),))
    outcome = nearest(
        together(nose, ASKING.items[1]), query_point="KEYPOINT", query_keypoint_name="nose"
    )
    assert distances(outcome) == [pytest.approx((2.5**2 + 15.5**2) ** 0.5), None]


@pytest.mark.parametrize(
    ("params", "word"),
    [({}, "Say"), ({"query_keypoint_name": "nose"}, "no key points")],
)
def test_what_is_missing_for_key_points_is_said(params, word):
    outcome = nearest(query_point="keypoint", **params)
    assert isinstance(outcome, Failure)
    assert word.lower() in outcome.error.message.lower()


def test_points_have_names():
    with pytest.raises(ValidationError):
        region_nearest.Params(query_point="middle")
