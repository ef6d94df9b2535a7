from __future__ import annotations

import time

import pytest

from runtime.contracts.errors import ModelUnavailableError
from runtime.contracts.operator import Failure
from runtime.contracts.values import Text
from runtime.inference import word_feelings
from runtime.operators.text import sentiment
from tests.contexts import run_once


def judged(text: str, **params: object):
    return run_once(sentiment, {"text": Text(text)}, **params)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("I love this phone, it is wonderful!", "positive"),
        ("The delivery was quick and the support very friendly.", "positive"),
        ("This is not good at all.", "negative"),
        ("The worst service I have ever seen, I am angry.", "negative"),
        ("The box is blue and stands on the table.", "neutral"),
        ("GREAT :)", "positive"),
    ],
)
def test_texts_sound_as_they_are_meant(text: str, label: str):
    outcome = judged(text)
    assert outcome.label.value == outcome.concepts.items[0].name == label
    assert sum(item.value for item in outcome.concepts.items) == pytest.approx(1, abs=1e-3)
    assert (outcome.compound.value > 0) == (label == "positive")


def test_sentences_are_told_apart_and_averaged():
    outcome = judged("I love the screen. I hate the battery.")
    rows = outcome.sentences.rows
    assert [row[0] for row in rows] == ["I love the screen.", "I hate the battery."]
    assert rows[0][1] > 0.5
    assert rows[1][1] < -0.5
    assert outcome.compound.value == pytest.approx(sum(row[1] for row in rows) / 2, abs=1e-3)


def test_another_language_fails_with_a_sentence_that_names_it():
    text = "El servicio fue terrible y la comida estaba fría, no volveremos nunca."
    outcome = judged(text)
    assert isinstance(outcome, Failure)
    assert "in Spanish" in outcome.error.message
    assert judged(text, check_language=False).label.value


def test_an_empty_text_fails_and_a_megabyte_does_not_take_for_ever():
    assert isinstance(judged("\n"), Failure)
    started = time.process_time()
    assert judged("good but " * 110_000).label.value == "positive"
    assert time.process_time() - started < 30


def test_a_missing_library_is_named(monkeypatch):
    word_feelings._analyser.cache_clear()
    monkeypatch.setattr(word_feelings, "find_spec", lambda name: None)
    assert "pip install vaderSentiment" in sentiment.run.__weft_operator__.available()
    with pytest.raises(ModelUnavailableError, match="pip install vaderSentiment"):
        judged("I love it")
