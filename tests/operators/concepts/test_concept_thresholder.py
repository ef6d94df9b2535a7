from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Concept, Concepts
from runtime.operators.concepts import concept_thresholder
from runtime.operators.concepts.concept_thresholder import Inputs, Params
from tests.contexts import context_for


def concepts(**scores: float) -> Concepts:
    return Concepts(tuple(Concept(name, name, score) for name, score in scores.items()))


def run(*batch: Inputs, **params: object):
    return concept_thresholder.run(batch, Params(**params), context_for(concept_thresholder))


SCORES = concepts(low=0.2, same=0.5, high=0.9)


def kept(**params: object) -> list[str]:
    return [item.name for item in run(Inputs(SCORES), **params)[0].concepts.items]


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        ("GREATER_THAN", ["high"]),
        ("GREATER_THAN_OR_EQUAL", ["same", "high"]),
        ("LESS_THAN", ["low"]),
        ("LESS_THAN_OR_EQUAL", ["low", "same"]),
        ("EQUAL", ["same"]),
    ],
)
def test_each_comparison_keeps_what_it_says(comparison: str, expected: list[str]):
    assert kept(concept_threshold_type=comparison) == expected


def test_named_concepts_may_have_a_threshold_of_their_own():
    assert kept(classes=["low = 0.1", "high=0.95", "same"], value=0.4) == ["low", "same"]


def test_each_element_is_judged_for_itself():
    first, second = run(Inputs(concepts(a=0.9)), Inputs(concepts(a=0.1)))
    assert (len(first.concepts.items), len(second.concepts.items)) == (1, 0)


@pytest.mark.parametrize("wrong", [{"value": 2}, {"classes": ["a = 2"]}, {"other": 1}])
def test_params_out_of_bounds_are_refused(wrong: dict[str, object]):
    with pytest.raises(ValidationError):
        Params(**wrong)
