"""What a node makes of all inputs together is bounded before memory is full of it."""

from __future__ import annotations

import dataclasses

import pytest

from runtime.contracts.values import Anchor, Each, Text
from runtime.engine import execute, fan_out
from tests.engine.running import raw, run
from tests.sample_operators import CATALOGUE, SplitOut

SPLIT_TWICE = {
    "schema": 1,
    "inputs": [{"name": "text", "type": "text"}],
    "nodes": [
        {"id": "lines", "operator": "split", "inputs": {"text": ["IN.text"]}},
        {"id": "words", "operator": "split", "inputs": {"text": ["lines.words"]}},
    ],
}


@pytest.fixture
def calls(monkeypatch):
    """How many elements each call of the splitter brings."""
    seen = []
    split = CATALOGUE["split"]

    def counted(batch, params, context):
        """Splits at `;`, else at spaces."""
        seen.append(len(batch))
        parts = [item.text.raw.split(";" if ";" in item.text.raw else None) for item in batch]
        return [SplitOut(Each(tuple(map(Text, one)), (Anchor(),) * len(one))) for one in parts]

    monkeypatch.setitem(CATALOGUE, "split", dataclasses.replace(split, run=counted))
    return seen


@pytest.fixture
def most(monkeypatch):
    monkeypatch.setattr(fan_out, "MAX_ELEMENTS_PER_NODE", 12)
    monkeypatch.setattr(fan_out, "FIRST", 1)
    return 12


def test_as_many_as_may_be_made_are_made(most, calls):
    result = run(SPLIT_TWICE, ["a b;c d", "e f;g h;i j"])
    assert raw(result, "words", 1, "words") == [["e", "f"], ["g", "h"], ["i", "j"]]
    assert calls == [1, 1, 1, 4]


def test_one_more_fails_the_node_and_says_which_and_how_many(most, calls):
    result = run(SPLIT_TWICE, ["a b;c d", "e f;g h;i j", "k l;m n"])
    assert list(result.failures) == ["words"]
    error = result.failures["words"]
    assert "words makes more than 12 elements" in error.message
    assert "fewer" in error.message
    assert error.data["limit"] == most


def test_what_lies_beyond_the_limit_is_not_even_made(most, calls):
    run(SPLIT_TWICE, [";".join(["a b c d e f"] * 5)] * 2)
    assert calls[:2] == [1, 1]
    assert sum(calls[2:]) == 3, "two of six make twelve, and the third is one too many"


def test_a_node_that_splits_nothing_is_called_once(monkeypatch, calls):
    asked = []
    real = execute._call
    monkeypatch.setattr(execute, "_call", lambda *a: asked.append(len(a[2])) or real(*a))
    graph = {**SPLIT_TWICE, "nodes": [
        SPLIT_TWICE["nodes"][0],
        {"id": "loud", "operator": "shout", "inputs": {"text": ["lines.words"]}},
    ]}  # fmt: skip
    run(graph, [";".join("abcdefgh")])
    assert asked == [1, 8]
