from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    Box,
    Concept,
    Region,
    Regions,
)
from runtime.operators.regions import region_overlap_filter
from runtime.operators.regions.region_overlap_filter import Inputs, Params
from tests.contexts import context_for


def region(region_id: str, box: tuple[float, ...] = (0, 0, 1, 1), text=None, **scores: float):
    """With box as top, left, bottom, right."""
    concepts = tuple(Concept(name, name, score) for name, score in scores.items())
    return Region(region_id, Box(*box), concepts, text)


def run(*batch: Inputs, **params: object):
    return region_overlap_filter.run(batch, Params(**params), context_for(region_overlap_filter))


def ids(regions: Regions) -> list[str]:
    return [item.id for item in regions.items]


PEOPLE = Regions((region("p1", (0, 0, 1, 0.4)), region("p2", (0, 0.6, 1, 1))))
HATS = Regions(
    (region("h1", (0, 0.1, 0.1, 0.2), helmet=0.9), region("h2", (0, 0.8, 0.1, 0.9), cap=0.9))
)


def test_regions_with_another_on_them_are_told_from_those_without():
    (outcome,) = run(Inputs(PEOPLE, HATS), classes=["helmet"])
    assert ids(outcome.touched) == ["p1"]
    assert ids(outcome.apart) == ["p2"]
    assert outcome.count.value == 1


def test_every_class_counts_unless_some_are_named():
    assert run(Inputs(PEOPLE, HATS))[0].count.value == 2


def test_how_much_has_to_lie_on_it_is_set():
    half = Regions((region("h", (0, 0.35, 0.1, 0.45)),))
    assert ids(run(Inputs(PEOPLE, half), min_share=0.4)[0].touched) == ["p1"]
    assert ids(run(Inputs(PEOPLE, half), min_share=0.6)[0].touched) == []


def test_without_others_all_are_apart():
    assert ids(run(Inputs(PEOPLE, Regions()))[0].apart) == ["p1", "p2"]


def test_params_out_of_bounds_are_refused():
    with pytest.raises(ValidationError):
        Params(min_share=0)
