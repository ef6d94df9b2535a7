from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    List,
    Text,
)
from runtime.operators.data import list_select
from runtime.operators.data.list_select import Inputs, Params
from tests.contexts import context_for


def run(*batch: Inputs, **params: object):
    return list_select.run(batch, Params(**params), context_for(list_select))


ENTRIES = List(("b", "a", "c", "a"))


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, ("b", "a", "c", "a")),
        ({"start": 1, "count": 2}, ("a", "c")),
        ({"start": -1}, ("a",)),
        ({"start": -9, "count": 1}, ("b",)),
        ({"start": 9}, ()),
        ({"count": 0}, ()),
        ({"unique": True}, ("b", "a", "c")),
        ({"order": "ascending"}, ("a", "a", "b", "c")),
        ({"order": "descending", "unique": True, "count": 2}, ("c", "b")),
        ({"order": "reversed"}, ("a", "c", "a", "b")),
    ],
)
def test_a_part_is_taken(params: dict[str, object], expected: tuple[str, ...]):
    (outcome,) = run(Inputs(ENTRIES), **params)
    assert outcome.entries == List(expected)
    assert outcome.length.value == len(expected)
    assert outcome.first == (Text(expected[0]) if expected else None)


def test_mixed_entries_have_an_order_and_a_text():
    mixed = List((None, "x", 10, 2.5, {"a": 1}, {"a": 1}))
    (outcome,) = run(Inputs(mixed), order="ascending", unique=True)
    assert outcome.entries.value[:3] == (2.5, 10, "x")
    assert outcome.first == Text("2.5")
    assert outcome.length.value == 5


def test_params_out_of_bounds_are_refused():
    with pytest.raises(ValidationError):
        Params(count=-1)
