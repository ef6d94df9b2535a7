from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    Box,
    Concept,
    Region,
    Regions,
)
from runtime.operators.regions import object_counter
from runtime.operators.regions.object_counter import Inputs, Params
from tests.contexts import context_for


def region(region_id: str, box: tuple[float, ...] = (0, 0, 1, 1), text=None, **scores: float):
    """With box as top, left, bottom, right."""
    concepts = tuple(Concept(name, name, score) for name, score in scores.items())
    return Region(region_id, Box(*box), concepts, text)


def run(*batch: Inputs, **params: object):
    return object_counter.run(batch, Params(**params), context_for(object_counter))


def ids(regions: Regions) -> list[str]:
    return [item.id for item in regions.items]


FOUND = Regions((region("r1", car=0.9, bus=0.2), region("r2", bus=0.6), region("r3", car=0.3)))


def test_regions_are_counted_by_their_best_class():
    (outcome,) = run(Inputs(FOUND))
    assert outcome.total.value == 3
    assert outcome.counts.value == {"object_count": {"car": 2, "bus": 1}}
    assert outcome.table.columns == ("class", "count")
    assert outcome.table.rows == (("car", 2), ("bus", 1))


def test_weak_ones_do_not_count():
    assert run(Inputs(FOUND), min_value=0.5)[0].total.value == 2


def test_named_classes_are_counted_even_when_there_are_none():
    (outcome,) = run(Inputs(FOUND), classes=["bus", "tram"])
    assert outcome.counts.value == {"object_count": {"bus": 1, "tram": 0}}
    assert outcome.total.value == 1


def test_regions_without_a_class_are_unnamed():
    nothing, unnamed = run(Inputs(Regions()), Inputs(Regions((region("r1"),))))
    assert nothing.counts.value == {"object_count": {}}
    assert unnamed.counts.value == {"object_count": {"unnamed": 1}}


def test_params_out_of_bounds_are_refused():
    with pytest.raises(ValidationError):
        Params(min_value=1.5)
