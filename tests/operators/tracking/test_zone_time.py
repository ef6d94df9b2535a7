from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.operators.tracking import zone_time
from tests.pixel_regions import found, together
from tests.tracked import WAY, at, facts, follow, frames, goes_on

ZONE = [[40, 40], [70, 40], [70, 75], [40, 75]]


@pytest.mark.parametrize(
    ("remove", "reset", "known"),
    [
        (True, True, [None, 0, 0.1, None, 0, 0.1, 0.2]),
        (True, False, [None, 0, 0.1, None, 0.3, 0.4, 0.5]),
        (False, True, [0, 0, 0.1, 0, 0, 0.1, 0.2]),
        (False, False, [0, 0, 0.1, 0, 0, 0.1, 0.2]),
    ],
)
def test_seconds_since_it_came_in(remove, reset, known):
    outcomes = follow(
        zone_time, frames(WAY), zone=ZONE,
        remove_out_of_zone_detections=remove, reset_out_of_zone_detections=reset,
    )  # fmt: skip
    told = facts(outcomes, "time_in_zone")
    assert told == [one if one is None else pytest.approx(one) for one in known]


def test_others_are_left_out_or_have_none():
    both = together(at(50, 50), at(150, 50, "2"))
    (outcome,) = follow(zone_time, [both], zone=ZONE)
    assert [region.track_id for region in outcome.regions.items] == ["1"]
    (outcome,) = follow(zone_time, [both], zone=ZONE, remove_out_of_zone_detections=False)
    assert outcome.regions.items[1].facts == {"time_in_zone": 0}


def test_several_polygons_count_as_one_zone():
    zones = [[[0, 0], [20, 0], [20, 20], [0, 20]], ZONE]
    way = [(10, 10), (55, 55), (100, 50)]
    told = facts(follow(zone_time, frames(way), zone=zones), "time_in_zone")
    assert told == [0, pytest.approx(0.1), None]


def test_no_zone_holds_nobody():
    (outcome,) = follow(zone_time, frames([(50, 50)]), zone=[])
    assert outcome.regions.items == ()


@pytest.mark.parametrize("zone", [[[1, 1], [2, 2]], [[[1, 1], [2, 2]]], [[1, 2, 3]] * 3, "all"])
def test_a_zone_has_three_corners_or_more(zone):
    with pytest.raises(ValidationError):
        zone_time.Params(zone=zone)


def test_the_point_that_counts_can_be_chosen():
    low = [(50, 70)]
    for anchor, stays in (("center", True), ("BOTTOM_CENTER", False), ("CENTER_OF_MASS", True)):
        (outcome,) = follow(zone_time, frames(low), zone=ZONE, triggering_anchor=anchor)
        assert bool(outcome.regions.items) is stays


def test_times_go_on_in_the_next_call_of_a_session():
    assert goes_on(zone_time, frames(WAY), zone=ZONE)


def test_regions_without_a_track_say_what_to_do():
    (outcome,) = follow(zone_time, [together(found((1, 1, 9, 9)))], zone=ZONE)
    assert isinstance(outcome, Failure)
