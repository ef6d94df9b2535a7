from __future__ import annotations

import pytest

from runtime.contracts.values import Many, Regions
from runtime.operators.regions import region_agreement
from tests.contexts import run_once
from tests.pixel_regions import SIZE, edges, found, outlined, together

FIRST = together(found((10, 10, 31, 41), 0.9), found((150, 60, 199, 99), 0.5, "van"))
SECOND = together(found((12, 10, 33, 41), 0.7), found((12, 12, 30, 39), 0.6, "van"))
THIRD = together(found((150, 60, 199, 99), 0.8, "van"))


def agree(*given: Regions, **params: object):
    given = given or (FIRST, SECOND, THIRD)
    inputs = {"regions": Many(given, tuple("" for _ in given))}
    return run_once(region_agreement, inputs, **params)


def told(outcome):
    return [
        (region.concepts[0].name, pytest.approx(region.score), edges(region))
        for region in outcome.regions.items
    ]


def test_a_find_is_the_mean_of_those_who_saw_it():
    outcome = agree()
    assert told(outcome) == [
        ("car", 0.8, [11, 10, 32, 41]),
        ("van", 0.65, [150, 60, 199, 99]),
    ]
    assert outcome.object_present.value is True
    assert outcome.presence_confidence.value == pytest.approx({"car": 0.8, "van": 0.65})
    assert outcome.regions.placement == SIZE


def test_without_classes_the_overlap_alone_decides():
    outcome = agree(class_aware=False, presence_confidence_aggregation="average")
    assert told(outcome)[0] == ("car", 0.8, [11, 10, 32, 41])
    assert outcome.presence_confidence.value == pytest.approx({"any_object": 0.725})


def test_the_score_may_be_the_least_and_the_box_the_largest():
    outcome = agree(
        detections_merge_confidence_aggregation="min",
        detections_merge_coordinates_aggregation="max",
    )
    assert told(outcome)[0] == ("car", 0.7, [10, 10, 31, 41])


@pytest.mark.parametrize("needed", [{"car": 1, "van": 2}, 3])
def test_too_few_finds_are_not_enough_for_present(needed):
    outcome = agree(required_objects=needed)
    assert len(outcome.regions.items) == 2
    assert outcome.object_present.value is False
    assert outcome.presence_confidence.value == {}


def test_numbers_for_classes_are_added_up_where_classes_do_not_count():
    assert agree(required_objects={"car": 1, "x": 1}, class_aware=False).object_present.value
    assert not agree(required_objects={"car": 1, "x": 1}).object_present.value


def test_only_the_classes_named_count():
    assert [name for name, *_ in told(agree(classes_to_consider=["car"]))] == ["car"]


def test_a_find_below_the_least_score_goes():
    assert [name for name, *_ in told(agree(confidence=0.7))] == ["car"]


def test_more_votes_than_saw_it_leave_nothing():
    assert agree(required_votes=3).regions.items == ()


def test_one_vote_keeps_everything_once():
    assert len(agree(required_votes=1).regions.items) == 3


def test_nothing_found_is_not_present():
    outcome = agree(together(), together())
    assert outcome.regions.items == ()
    assert (outcome.object_present.value, outcome.presence_confidence.value) == (False, {})


@pytest.mark.parametrize(
    ("way", "known"),
    [
        ("union", [10, 10, 34, 30]),
        ("intersection", [15, 10, 30, 30]),
        ("max", [10, 10, 30, 30]),
        ("min", [15, 10, 34, 30]),
    ],
)
def test_outlines_are_joined_as_told(way, known):
    first, second = outlined((10, 10, 30, 30)), outlined((15, 10, 34, 30))
    outcome = agree(together(first), together(second), detections_merge_mask_aggregation=way)
    (find,) = outcome.regions.items
    assert edges(find) == known
    assert set(find.polygon) == set(outlined(tuple(known)).polygon)


def test_a_region_without_outline_covers_nothing_beside_one_with():
    outcome = agree(together(outlined((10, 10, 30, 30))), together(found((10, 10, 30, 30))))
    assert edges(outcome.regions.items[0]) == [10, 10, 30, 30]
