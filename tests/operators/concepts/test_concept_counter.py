from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import All, Concept, Concepts
from runtime.operators.concepts import concept_counter
from runtime.operators.concepts.concept_counter import Inputs, Params
from tests.contexts import context_for


def concepts(**scores: float) -> Concepts:
    return Concepts(tuple(Concept(name, name, score) for name, score in scores.items()))


def run(*batch: Inputs, **params: object):
    return concept_counter.run(batch, Params(**params), context_for(concept_counter))


FRAMES = All((concepts(car=0.9, bus=0.5), None, concepts(bus=0.6), concepts(van=0.1, car=0.3)))


def test_the_best_of_each_frame_is_counted():
    (outcome,) = run(Inputs(FRAMES))
    assert outcome.counts.value == {"car": 2, "bus": 1}
    assert outcome.table.columns == ("concept", "count")
    assert outcome.table.rows == (("car", 2), ("bus", 1))
    assert outcome.total.value == 3


def test_all_over_a_score_can_be_counted():
    (outcome,) = run(Inputs(FRAMES), only_best=False, min_value=0.4)
    assert outcome.counts.value == {"bus": 2, "car": 1}


def test_an_empty_fan_out_counts_nothing():
    (outcome,) = run(Inputs(All(())))
    assert (outcome.table.rows, outcome.total.value) == ((), 0)


def test_params_out_of_bounds_are_refused():
    with pytest.raises(ValidationError):
        Params(min_value=-0.1)
