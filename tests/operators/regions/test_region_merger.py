from __future__ import annotations

from runtime.operators.regions import region_merger
from tests.contexts import run_once
from tests.pixel_regions import SIZE, edges, found, together


def test_one_region_holds_all_with_the_lowest_score():
    regions = together(
        found((10, 10, 31, 41), 0.9), found((150, 60, 199, 99), 0.5), found((20, 20, 30, 30), 0.6)
    )
    outcome = run_once(region_merger, {"regions": regions})
    (one,) = outcome.regions.items
    assert edges(one) == [10, 10, 199, 99]
    assert (one.concepts[0].name, one.concepts[0].number, one.score) == ("merged_detection", 0, 0.5)
    assert outcome.regions.placement == SIZE


def test_its_class_is_yours_to_choose():
    regions = together(found((10, 10, 20, 20)))
    outcome = run_once(region_merger, {"regions": regions}, class_name="plate")
    assert outcome.regions.items[0].concepts[0].name == "plate"


def test_nothing_is_merged_into_nothing():
    assert run_once(region_merger, {"regions": together()}).regions.items == ()
