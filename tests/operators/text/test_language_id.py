from __future__ import annotations

import pytest

from runtime.contracts.values import Concept, Text
from runtime.operators.text import language_id
from runtime.operators.text.language_id import Inputs, Params
from tests.contexts import context_for

SPANISH = "¿Dónde está la biblioteca más cercana y cuándo abre?"


def run(*texts: str, **params: object) -> list[tuple[Concept, ...]]:
    batch = [Inputs(Text(text)) for text in texts]
    outcomes = language_id.run(batch, Params(**params), context_for(language_id))
    return [outcome.concepts.items for outcome in outcomes]


def test_it_names_the_language_of_each_text():
    answers = run(SPANISH, "The nearest library opens at nine in the morning.")
    assert [(items[0].id, items[0].name) for items in answers] == [
        ("es", "Spanish"),
        ("en", "English"),
    ]


def test_a_short_text_is_undetermined():
    assert [concept.id for concept in run("STOP")[0]] == ["und"]


def test_it_answers_as_many_languages_as_asked_best_first():
    (items,) = run(SPANISH, topk=3)
    assert len(items) == 3
    assert [c.value for c in items] == sorted((c.value for c in items), reverse=True)


def test_languages_under_the_threshold_are_left_out():
    (items,) = run(SPANISH, topk=75, threshold=0.3)
    assert [concept.id for concept in items] == ["es"]


def test_capitals_may_be_looked_at_as_small_letters():
    text = "DIE ÖFFNUNGSZEITEN STEHEN AN DER TÜR"
    (shouted,), (said,) = run(text, lowercase=True), run(text.lower())
    assert [item.id for item in shouted] == [item.id for item in said]
    assert shouted[0].value == pytest.approx(said[0].value)
