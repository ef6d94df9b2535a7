from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.contracts.operator import Failure
from runtime.contracts.values import Text
from runtime.operators.text import text_summarizer
from runtime.operators.text.text_summarizer import Inputs, Params
from tests.contexts import context_for

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions

REPORT = (
    "Solar power grew faster than any other source of energy last year. "
    "My cousin likes trains. "
    "Cheaper solar panels made new solar plants the cheapest source of electricity. "
    "Experts expect solar energy to supply a third of all electricity by 2050. "
    "The weather was pleasant. "
    "Solar energy is now the fastest growing source of power. "
    "Batteries store the electricity of solar panels for the night."
)


def summarised(sessions: Sessions, text: str, **params: object):
    context = context_for(text_summarizer, sessions)
    return text_summarizer.run([Inputs(Text(text))], Params(**params), context)[0]


def test_the_sentences_that_carry_the_text_are_kept_in_their_order(sessions: Sessions):
    outcome = summarised(sessions, REPORT, sentences=3)
    places = [entry["place"] for entry in outcome.sentences.value]
    assert len(places) == 3
    assert places == sorted(places)
    assert "cousin" not in outcome.text.raw
    assert "weather" not in outcome.text.raw


def test_of_two_that_say_the_same_one_is_kept(sessions: Sessions):
    twice = REPORT + " " + REPORT
    kept = [entry["text"] for entry in summarised(sessions, twice, sentences=5).sentences.value]
    assert len(set(kept)) == len(kept) == 5


def test_the_weightiest_can_come_first(sessions: Sessions):
    outcome = summarised(sessions, REPORT, sentences=3, order="weightiest first")
    scores = [entry["score"] for entry in outcome.sentences.value]
    assert scores[0] == 1
    assert scores == sorted(scores, reverse=True)


def test_a_short_text_stays_as_it_is(sessions: Sessions):
    assert summarised(sessions, "One. Two.").text.raw == "One. Two."


def test_empty_and_endless_texts_fail_with_a_sentence(sessions: Sessions):
    empty, endless = summarised(sessions, "  "), summarised(sessions, "One more. " * 1001)
    assert isinstance(empty, Failure)
    assert isinstance(endless, Failure)
    assert "1,001 sentences" in endless.error.message
