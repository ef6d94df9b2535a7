from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Text
from runtime.operators.text import meaning_similarity
from runtime.operators.text.meaning_similarity import Inputs, Params
from tests.contexts import context_for

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions

DOG, PUPPY, BANK = "A dog runs in the park.", "A puppy is running outdoors.", "Interest rates rose."


def compared(sessions: Sessions, text: str, other: str | None, **params: object):
    batch = [Inputs(Text(text), None if other is None else Text(other))]
    context = context_for(meaning_similarity, sessions)
    return meaning_similarity.run(batch, Params(**params), context)[0]


def test_texts_that_mean_the_same_are_alike(sessions: Sessions):
    outcome = compared(sessions, DOG, PUPPY)
    assert outcome.similarity.value == pytest.approx(0.558, abs=0.01)
    assert outcome.alike.value


def test_texts_about_other_things_are_not(sessions: Sessions):
    outcome = compared(sessions, DOG, BANK)
    assert outcome.similarity.value < 0.15
    assert not outcome.alike.value


def test_an_unwired_port_compares_with_the_text_set_here(sessions: Sessions):
    context = context_for(meaning_similarity, sessions)
    outcome = meaning_similarity.run([Inputs(Text(DOG))], Params(other=DOG), context)[0]
    assert outcome.similarity.value == 1


@pytest.mark.parametrize(
    ("text", "other", "words"),
    [(DOG, None, "nothing to compare"), ("", DOG, "empty"), (DOG, "", "empty")],
)
def test_without_two_texts_it_says_what_to_do(sessions: Sessions, text, other, words):
    outcome = compared(sessions, text, other)
    assert isinstance(outcome, Failure)
    assert words in outcome.error.message
