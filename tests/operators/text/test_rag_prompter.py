from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.contracts.values import All, List, Text
from runtime.operators.text import rag_prompter
from runtime.operators.text.rag_prompter import Inputs, Params
from tests.contexts import context_for

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions

TEMPLATE = "{data.hits}|{data.text.raw}|{x}"


def prompted(hits: tuple | None, texts: list[str] | None = None, **params: object):
    fan = All(tuple(map(Text, texts))) if texts else None
    batch = [Inputs(Text("When?"), List(hits) if hits is not None else None, fan)]
    chosen = Params(**{"prompt_template": TEMPLATE, "rank": "as given", **params})
    return rag_prompter.run(batch, chosen, context_for(rag_prompter))[0]


def test_passages_and_question_are_put_in():
    assert prompted(("From 9", "Till 5")).text.raw == "From 9\nTill 5|When?|{x}"


def test_the_best_passages_are_kept_best_first():
    hits = ({"text": "poor", "score": 0.2}, {"text": "good", "score": 0.6}, "sure")
    outcome = prompted(hits, min_score=0.5)
    assert outcome.used == List(("sure", "good"))
    assert prompted(hits, max_results=1).used == List(("sure",))


def test_passages_of_a_fan_out_are_used_too():
    assert prompted(("a",), ["b", " "]).used == List(("a", "b"))


def test_passages_without_a_score_are_ranked_by_meaning(sessions: Sessions):
    passages = ("Parcels are sent within two days.", "Our shop opens at nine.", "She likes tea.")
    scored = {"text": "A sure one.", "score": 1}
    batch = [Inputs(Text("When can I visit the store?"), List((*passages, scored)), None)]
    context = context_for(rag_prompter, sessions)
    (outcome,) = rag_prompter.run(batch, Params(max_results=2), context)
    assert outcome.used == List(("A sure one.", passages[1]))


def test_too_many_to_rank_by_meaning_say_what_to_do():
    outcome = prompted(("a",) * 2001, rank="by meaning")
    assert isinstance(outcome, Failure)
    assert "as given" in outcome.error.message


def test_slots_inside_passages_stay():
    assert prompted(("{data.text.raw}",)).text.raw == "{data.text.raw}|When?|{x}"


def test_without_passages_their_place_is_empty():
    assert prompted(None).text.raw == "|When?|{x}"


@pytest.mark.parametrize("entry", [3, {"score": 1}, {"text": "a", "score": "high"}])
def test_an_entry_that_is_no_passage_is_named(entry: object):
    outcome = prompted(("fine", entry))
    assert isinstance(outcome, Failure)
    assert "Passage 2" in outcome.error.message


@pytest.mark.parametrize("template", ["{data.hits}", "{data.text.raw}", ""])
def test_a_template_without_both_is_refused(template: str):
    with pytest.raises(ValidationError):
        Params(prompt_template=template)
