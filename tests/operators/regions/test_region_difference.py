from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runtime.operators.regions import region_difference
from tests.contexts import run_once
from tests.pixel_regions import found, together

if TYPE_CHECKING:
    from runtime.contracts.values import Regions

BEFORE = together(
    found((10, 10, 31, 41), region_id="a"),
    found((150, 60, 199, 99), name="van", region_id="b"),
    found((20, 20, 30, 30), name="hat", region_id="h"),
)
NOW = together(
    found((12, 10, 33, 41), region_id="c"),
    found((100, 60, 140, 99), name="van", region_id="d"),
)


def differ(before: Regions = BEFORE, now: Regions = NOW, **params: object):
    outcome = run_once(region_difference, {"reference": before, "candidate": now}, **params)
    told = [
        [region.id for region in regions.items]
        for regions in (outcome.removed, outcome.persisted, outcome.new)
    ]
    counts = (outcome.removed_count.value, outcome.new_count.value, outcome.verified.value)
    return (*told, *counts)


@pytest.mark.parametrize("params", [{}, {"class_strict": True}])
def test_what_moved_a_little_is_still_there(params):
    assert differ(**params) == (["h"], ["c", "d"], [], 1, 0, True)


def test_a_dearer_distance_makes_it_gone_and_new():
    assert differ(spatial_weight=0.7) == (["b", "h"], ["c"], ["d"], 2, 1, True)


def test_another_class_costs_more_or_is_never_the_same():
    before, now = together(found((10, 10, 30, 30))), together(found((10, 10, 30, 30), name="van"))
    assert differ(before, now)[3:5] == (0, 0)
    assert differ(before, now, class_mismatch_penalty=0.8)[3:5] == (1, 1)
    assert differ(before, now, class_strict=True)[3:5] == (1, 1)


def test_a_pair_at_exactly_the_most_it_may_cost_counts():
    before, now = together(found((10, 10, 30, 30))), together(found((10, 10, 30, 30), name="van"))
    assert differ(before, now, class_mismatch_penalty=0.75)[3:5] == (0, 0)


@pytest.mark.parametrize(
    ("before", "now", "known"),
    [
        (together(), NOW, ([], [], ["c", "d"], 0, 2, False)),
        (BEFORE, together(), (["a", "b", "h"], [], [], 3, 0, True)),
        (together(), together(), ([], [], [], 0, 0, False)),
    ],
)
def test_an_empty_side_pairs_nothing(before, now, known):
    assert differ(before, now) == known


def test_more_have_to_be_gone_where_told_so():
    assert differ(min_removed_to_verify=2)[5] is False
