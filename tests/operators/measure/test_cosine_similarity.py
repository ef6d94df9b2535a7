from __future__ import annotations

import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Embeddings
from runtime.operators.measure import cosine_similarity
from tests.contexts import run_once


def compared(one, two, **params: object):
    inputs = {"embeddings": Embeddings(one), "other": Embeddings(two)}
    return run_once(cosine_similarity, inputs, **params)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (((2.0, 0.0),), ((5.0, 0.0),), 1),
        (((1.0, 0.0),), ((0.0, 3.0),), 0),
        (((1.0, 1.0),), ((-1.0, -1.0),), -1),
        (((3.0, 4.0),), ((4.0, 3.0),), 0.96),
        (((1.0, 0.0), (0.0, 1.0)), ((1.0, 1.0),), 1),
        (((0.0, 0.0),), ((1.0, 1.0),), 0),
    ],
)
def test_the_angle_says_how_alike_they_are(one, two, expected: float):
    outcome = compared(one, two)
    assert outcome.similarity.value == pytest.approx(expected)
    assert outcome.alike.value == (expected >= 0.6)


@pytest.mark.parametrize(
    ("one", "two", "words"),
    [((), ((1.0,),), "no vector"), (((1.0,),), ((1.0, 2.0),), "Make both with the same")],
)
def test_what_cannot_be_compared_fails_with_a_sentence(one, two, words: str):
    outcome = compared(one, two)
    assert isinstance(outcome, Failure)
    assert words in outcome.error.message
