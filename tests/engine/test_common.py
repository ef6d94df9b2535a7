"""Nodes that are the same for all inputs: computed once, seen by each."""

from __future__ import annotations

import pytest

from runtime.contracts.values import Text
from runtime.engine.cache import ResultCache
from tests.engine.running import raw, run
from tests.sample_operators import CALLS, graph_of

GRAPH = graph_of(
    ("loud", "shout", {"text": "IN.shared"}),
    ("cut", "split", {"text": "loud.text"}),
    ("each", "shout", {"text": "cut.words"}),
    ("own", "pair", {"left": "IN.text", "right": "loud.text"}),
    inputs=[{"name": "text", "type": "text"}, {"name": "shared", "type": "text"}],
)
COMMON = ("loud", "cut", "each")


def inputs(*texts, shared="one two"):
    return [{"text": Text(text), "shared": Text(shared)} for text in texts]


def test_it_is_computed_once_and_every_input_has_it():
    CALLS.clear()
    result = run(GRAPH, inputs("a", "b", "c"), common=COMMON)
    assert CALLS == ["shout:1", "split:1", "shout:2"]
    assert [raw(result, "own", index) for index in range(3)] == [
        "a/ONE TWO!", "b/ONE TWO!", "c/ONE TWO!"
    ]  # fmt: skip
    assert [raw(result, "each", index) for index in range(3)] == [["ONE!", "TWO!!"]] * 3


def test_without_being_told_so_each_input_is_computed():
    CALLS.clear()
    run(GRAPH, inputs("a", "b", "c"))
    assert CALLS == ["shout:3", "split:3", "shout:6"]


@pytest.mark.parametrize(("first", "then"), [((), COMMON), (COMMON, ())])
def test_what_was_computed_once_is_another_result_than_what_was_not(first, then):
    cache = ResultCache()
    run(GRAPH, inputs("a", "b"), common=first, cache=cache, input_keys=["a", "b"])
    CALLS.clear()
    run(GRAPH, inputs("a", "b"), common=then, cache=cache, input_keys=["a", "b"])
    assert CALLS
    CALLS.clear()
    run(GRAPH, inputs("a", "b"), common=then, cache=cache, input_keys=["a", "b"])
    assert CALLS == []
