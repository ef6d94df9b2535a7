from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Box, Concept, Concepts, Region, Regions, Text
from runtime.operators.concepts import input_filter
from runtime.operators.concepts.input_filter import Inputs, Params
from tests.contexts import context_for


def concepts(**scores: float) -> Concepts:
    return Concepts(tuple(Concept(name, name, score) for name, score in scores.items()))


def run(*batch: Inputs, **params: object):
    return input_filter.run(batch, Params(**params), context_for(input_filter))


VALUE = Text("the input")
FOUND = concepts(invoice=0.9, letter=0.3)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, True),
        ({"concepts": ["invoice"], "min_value": 0.7}, True),
        ({"concepts": ["letter"]}, False),
        ({"concepts": ["letter", "invoice"]}, True),
        ({"concepts": ["letter", "invoice"], "match": "all"}, False),
        ({"concepts": ["letter", "invoice"], "match": "all", "min_value": 0.3}, True),
        ({"concepts": ["letter"], "match": "none"}, True),
        ({"match": "none"}, False),
        ({"min_value": 0.95}, False),
    ],
)
def test_a_value_takes_the_way_its_concepts_say(params: dict[str, object], expected: bool):
    (outcome,) = run(Inputs(VALUE, FOUND), **params)
    assert outcome.passed.value is expected
    assert outcome.value is (VALUE if expected else None)
    assert outcome.others is (None if expected else VALUE)


def test_regions_judge_by_all_their_concepts():
    regions = Regions((Region("r1", Box(0, 0, 1, 1), FOUND.items), Region("r2", Box(0, 0, 1, 1))))
    passing, stopped = run(Inputs(VALUE, regions), Inputs(VALUE, Regions()), concepts=["invoice"])
    assert passing.passed.value
    assert not stopped.passed.value


def test_params_out_of_bounds_are_refused():
    with pytest.raises(ValidationError):
        Params(match="some")
