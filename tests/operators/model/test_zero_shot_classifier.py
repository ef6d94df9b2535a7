from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.contracts.values import Text
from runtime.operators.model import zero_shot_classifier
from runtime.operators.model.zero_shot_classifier import Inputs, Params
from tests.contexts import context_for

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions

TOPICS = {
    "The goalkeeper saved a penalty in the last minute.": "sport",
    "Parliament passed the new tax law yesterday.": "politics",
    "Stir the onions in butter until they are golden.": "cooking",
    "The rocket carried two satellites into orbit.": "space",
    "The band played their greatest hits on stage.": "music",
    "Take one tablet twice a day after meals.": "medicine",
}


def classified(sessions: Sessions, *texts: str, **params: object):
    batch = [Inputs(Text(text)) for text in texts]
    context = context_for(zero_shot_classifier, sessions)
    return zero_shot_classifier.run(batch, Params(**params), context), context


def test_texts_find_their_topic(sessions: Sessions):
    labels = list(TOPICS.values())
    outcomes, context = classified(sessions, *TOPICS, labels=labels)
    assert [outcome.best.value for outcome in outcomes] == labels
    for outcome in outcomes:
        assert sum(item.value for item in outcome.concepts.items) == pytest.approx(1, abs=1e-3)
    assert context.progress[-1] == (6, 6)


def test_each_label_can_be_judged_by_itself(sessions: Sessions):
    text = "The striker scored twice and then cooked dinner for his team."
    labels = ["football", "cooking", "tax law"]
    (outcome,), _ = classified(
        sessions, text, labels=labels, scores="each by itself", min_value=0.15
    )
    assert {item.name for item in outcome.concepts.items} == {"football", "cooking"}


def test_no_label_may_fit(sessions: Sessions):
    (outcome,), _ = classified(
        sessions, "Bread", labels=["tax law"], scores="each by itself", min_value=0.9
    )
    assert (outcome.concepts.items, outcome.best.value) == ((), "")


def test_an_empty_text_fails_alone(sessions: Sessions):
    (empty, long), _ = classified(
        sessions, " ", "The goalkeeper. " * 60_000, labels=["sport", "art"]
    )
    assert isinstance(empty, Failure)
    assert "empty" in empty.error.message
    assert long.best.value == "sport"


@pytest.mark.parametrize(
    "params",
    [{"labels": []}, {"labels": [" "]}, {"labels": ["a" * 201]}, {"template": "no slot"}],
)
def test_what_cannot_be_asked_is_refused(params):
    with pytest.raises(ValidationError):
        Params(**params)
