from __future__ import annotations

import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Json, List, Table, Text
from runtime.operators.text import tokens_to_entities
from runtime.operators.text.tokens_to_entities import Inputs, Params
from tests.contexts import context_for

TEXT = "Ada Lovelace lived in London."


def entities(tokens, **params: float):
    batch = [Inputs(Text(TEXT), tokens)]
    (outcome,) = tokens_to_entities.run(batch, Params(**params), context_for(tokens_to_entities))
    return outcome


def test_a_token_that_goes_on_joins_the_one_before():
    tokens = (
        {"label": "B-PER", "word": "Ada", "score": 0.9},
        {"label": "I-PER", "word": "Love", "score": 0.7},
        {"label": "I-PER", "word": "##lace", "score": 0.8},
        {"label": "O", "word": "lived"},
        {"label": "B-LOC", "word": "London", "score": 0.6},
    )
    got = entities(List(tokens))
    assert got.entities.rows == (
        ("Ada Lovelace", "PER", 0.8, 0, 12),
        ("London", "LOC", 0.6, 22, 28),
    )
    assert [(item.name, round(item.value, 2)) for item in got.concepts.items] == [
        ("PER", 0.8), ("LOC", 0.6),
    ]  # fmt: skip
    assert entities(List(tokens), min_value=0.7).texts.value == ("Ada Lovelace",)


def test_places_in_the_text_and_tables_are_understood():
    table = Table(("label", "start", "end"), (("B-PER", 0, 3), ("B-PER", 4, 12), ("O", 13, 18)))
    assert entities(table).texts.value == ("Ada", "Lovelace")
    assert entities(Json([{"entity": "I-LOC", "start": 22, "end": 28}])).texts.value == ("London",)


@pytest.mark.parametrize(
    ("tokens", "says"),
    [
        (Json({"label": "B-PER"}), "a list of entries"),
        (List(("Ada",)), "Token 1 is no entry"),
        (List(({"word": "Ada"},)), "Token 1 has no label"),
        (List(({"label": "B-PER", "word": "Grace"},)), "“Grace”, is not in the text"),
        (List(({"label": "B-PER", "start": 3, "end": 99},)), "the text has 29 characters"),
        (List(({"label": "B-PER", "word": "Ada", "score": "high"},)), "score that is no number"),
    ],
)
def test_what_is_wrong_with_a_token_is_said(tokens, says):
    outcome = entities(tokens)
    assert isinstance(outcome, Failure)
    assert says in outcome.error.message
