from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import All, List, Text
from runtime.operators.text import rag_retriever
from runtime.operators.text.rag_retriever import Inputs, Params
from tests.contexts import context_for

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions

PASSAGES = (
    "Our shop is open from 9 to 5 on weekdays.",
    "Parcels are sent within two days.",
    "The founder was born in Lisbon.",
)


def retrieved(sessions: Sessions, question: str, inputs: dict | None = None, **params: object):
    batch = [Inputs(Text(question), **(inputs or {}))]
    return rag_retriever.run(batch, Params(**params), context_for(rag_retriever, sessions))[0]


@pytest.mark.parametrize(
    ("question", "place"),
    [("When can I come by?", 1), ("How long does delivery take?", 2), ("Where is she from?", 3)],
)
def test_the_passage_that_answers_comes_first(sessions: Sessions, question: str, place: int):
    outcome = retrieved(sessions, question, {"passages": List(PASSAGES)}, min_score=0)
    assert outcome.hits.value[0]["place"] == place
    assert outcome.text.raw.splitlines()[0] == PASSAGES[place - 1]
    scores = [hit["score"] for hit in outcome.hits.value]
    assert scores == sorted(scores, reverse=True)


def test_passages_come_from_settings_lists_and_fan_outs(sessions: Sessions):
    inputs = {
        "passages": List(({"text": PASSAGES[1]},)),
        "texts": All((Text(PASSAGES[2]), None, Text(" "))),
    }
    outcome = retrieved(sessions, "shop hours", inputs, passages=PASSAGES[0], min_score=0)
    assert {hit["text"] for hit in outcome.hits.value} == set(PASSAGES)


def test_few_and_close_ones_are_kept(sessions: Sessions):
    inputs = {"passages": List(PASSAGES)}
    assert len(retrieved(sessions, "opening hours", inputs, max_results=1).hits.value) == 1
    assert retrieved(sessions, "quantum physics", inputs, min_score=0.5).hits.value == ()


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({}, "no passages"),
        ({"passages": List((5,))}, "Passage 1 of the list is no text"),
        ({"passages": List(("a",) * 2001)}, "2,001 passages"),
    ],
)
def test_what_cannot_be_searched_fails_with_a_sentence(sessions: Sessions, inputs, words: str):
    outcome = retrieved(sessions, "why?", inputs)
    assert isinstance(outcome, Failure)
    assert words in outcome.error.message


def test_an_empty_question_fails(sessions: Sessions):
    assert isinstance(retrieved(sessions, "", {"passages": List(PASSAGES)}), Failure)
