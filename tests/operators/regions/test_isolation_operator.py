from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    Box,
    Concept,
    Region,
    Regions,
)
from runtime.operators.regions import isolation_operator
from runtime.operators.regions.isolation_operator import Inputs, Params
from tests.contexts import context_for
from tests.pictures import solid


def region(region_id: str, box: tuple[float, ...] = (0, 0, 1, 1), text=None, **scores: float):
    """With box as top, left, bottom, right."""
    concepts = tuple(Concept(name, name, score) for name, score in scores.items())
    return Region(region_id, Box(*box), concepts, text)


def run(*batch: Inputs, **params: object):
    return isolation_operator.run(batch, Params(**params), context_for(isolation_operator))


def ids(regions: Regions) -> list[str]:
    return [item.id for item in regions.items]


FOUND = Regions(
    (
        region("a", (0.1, 0.1, 0.2, 0.2), person=0.9),
        region("b", (0.1, 0.25, 0.2, 0.35), person=0.8),
        region("c", (0.8, 0.8, 0.9, 0.9), dog=0.7),
        region("d", (0.8, 0.85, 0.9, 0.95)),
    )
)


def labels(**params: object) -> list[str]:
    (outcome,) = run(Inputs(FOUND), **params)
    assert outcome.count.value == len(outcome.isolated.items)
    return [item.concepts[-1].name for item in outcome.regions.items]


def test_regions_near_one_another_are_not_isolated():
    assert labels() == ["not isolated"] * 4
    assert labels(distance=0.04) == ["isolated", "isolated", "not isolated", "not isolated"]
    assert labels(distance=0) == ["isolated", "isolated", "not isolated", "not isolated"]


def test_only_the_same_class_can_count():
    assert labels(same_class=True)[2:] == ["isolated", "isolated"]


def test_own_concepts_stay_in_front_and_lend_their_score():
    (outcome,) = run(Inputs(FOUND))
    assert outcome.regions.items[0].concepts == (
        Concept("person", "person", 0.9),
        Concept("not isolated", "not isolated", 0.9),
    )
    assert outcome.regions.items[3].concepts[0].value == 1.0


def test_the_picture_gives_its_proportions():
    tall = solid(100, 1000)
    assert run(Inputs(FOUND, tall), distance=0.02)[0].isolated == Regions()


def test_a_single_region_is_isolated():
    assert run(Inputs(Regions(FOUND.items[:1])))[0].count.value == 1


def test_params_out_of_bounds_are_refused():
    with pytest.raises(ValidationError):
        Params(distance=2)
