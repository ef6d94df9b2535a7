from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Box, Concept, List, Placement, Region, Regions
from runtime.operators.regions import region_size
from tests.contexts import run_once

PLACEMENT = Placement(160, 120)


def region(left, top, right, bottom, score=0.9, polygon=()):
    box = Box(top / 120, left / 160, bottom / 120, right / 160)
    corners = tuple(((x + 0.5) / 160, (y + 0.5) / 120) for x, y in polygon)
    return Region("r", box, (Concept("thing", "thing", score),), polygon=corners)


WALL = region(15, 20, 70, 60)
DIAMOND = region(82, 37, 148, 103, polygon=((115, 37), (148, 70), (115, 103), (82, 70)))
CARDS = Regions((region(40, 45, 60, 55, 0.7), region(30, 40, 70, 60, 0.9)), PLACEMENT)


def sizes(items, reference, **params):
    inputs = {"regions": Regions(items, PLACEMENT), "reference": reference}
    return run_once(region_size, inputs, **params).dimensions


def test_boxes_in_the_units_of_the_surest_reference():
    # The surest card is 40 by 20 pixels, and 8 by 4 in its units.
    (told,) = sizes((WALL,), CARDS, reference_dimensions="8, 4").value
    assert told == pytest.approx({"width": 11, "height": 8, "longer": 11, "shorter": 8})


def test_an_outline_is_measured_along_its_own_axes():
    (told,) = sizes((DIAMOND,), CARDS, reference_dimensions=(8, 5)).value
    assert told["width"] == pytest.approx(9.3338, abs=1e-3)
    assert told["longer"] == told["height"] == pytest.approx(11.6673, abs=1e-3)


@pytest.mark.parametrize("wired", [True, False])
def test_a_polygon_may_be_the_reference(wired):
    corners = [[10, 10], [30, 10], [30, 50], [10, 50]]
    given = {} if wired else {"reference_polygon": corners}
    reference = List(tuple(corners)) if wired else None
    (told,) = sizes((WALL,), reference, reference_dimensions=(2, 4), **given).value
    assert told == pytest.approx({"width": 5.5, "height": 4, "longer": 5.5, "shorter": 4})


@pytest.mark.parametrize("reference", [None, List(), Regions((), PLACEMENT)])
def test_without_a_reference_nothing_is_told(reference):
    assert sizes((WALL,), reference) is None


def test_what_has_no_size_is_null():
    assert sizes((region(5, 5, 5, 9),), CARDS).value == (None,)


@pytest.mark.parametrize("bad", ["8", "a,b", "1,2,3"])
def test_the_units_are_two_numbers(bad):
    with pytest.raises(ValidationError):
        region_size.Params(reference_dimensions=bad)
