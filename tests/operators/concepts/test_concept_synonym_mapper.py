from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Concept, Concepts
from runtime.operators.concepts import concept_synonym_mapper
from runtime.operators.concepts.concept_synonym_mapper import Inputs, Params
from tests.contexts import context_for


def concepts(**scores: float) -> Concepts:
    return Concepts(tuple(Concept(name, name, score) for name, score in scores.items()))


def run(*batch: Inputs, **params: object):
    return concept_synonym_mapper.run(batch, Params(**params), context_for(concept_synonym_mapper))


FOUND = concepts(truck=0.8, Car=0.6, tree=0.3)
TABLE = {"car": "vehicle", "TRUCK ": "vehicle"}


def test_synonyms_become_one_with_the_highest_score():
    (outcome,) = run(Inputs(FOUND), synonyms=TABLE)
    assert outcome.concepts == concepts(vehicle=0.8, tree=0.3)


def test_others_can_be_dropped():
    (outcome,) = run(Inputs(FOUND), synonyms=TABLE, keep_others=False)
    assert outcome.concepts == concepts(vehicle=0.8)


def test_a_new_name_joins_a_concept_that_has_it_already():
    (outcome,) = run(Inputs(concepts(car=0.4, vehicle=0.7)), synonyms=TABLE)
    assert outcome.concepts == concepts(vehicle=0.7)


def test_without_a_table_nothing_changes():
    assert run(Inputs(FOUND))[0].concepts == FOUND


def test_empty_names_are_refused():
    with pytest.raises(ValidationError):
        Params(synonyms={"car": " "})
