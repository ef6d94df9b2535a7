from __future__ import annotations

import pytest

from runtime.operators.regions import region_on_class
from tests.contexts import run_once
from tests.pixel_regions import found, together


@pytest.mark.parametrize(
    ("edges", "by_centre", "touching"),
    [
        ((20, 20, 30, 30), True, True),
        ((30, 30, 40, 40), False, True),
        ((31, 30, 40, 40), False, False),
        ((25, 25, 35, 35), False, True),
    ],
)
def test_a_region_lies_on_the_class_by_its_middle_or_by_touch(edges, by_centre, touching):
    regions = together(found((10, 10, 30, 30)), found(edges, name="hat"))
    for way, wanted in (("center", by_centre), ("any", touching)):
        outcome = run_once(
            region_on_class, {"regions": regions}, overlap_class_name="car", overlap_type=way
        )
        assert [region.concepts[0].name for region in outcome.regions.items] == ["hat"] * wanted


def test_without_the_class_nothing_stays():
    regions = together(found((10, 10, 30, 30)))
    outcome = run_once(region_on_class, {"regions": regions}, overlap_class_name="bus")
    assert outcome.regions.items == ()
