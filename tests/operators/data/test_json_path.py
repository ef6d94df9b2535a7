from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.contracts.values import (
    Boolean,
    Json,
    List,
    Number,
    Table,
    Text,
)
from runtime.operators.data import json_path
from runtime.operators.data.json_path import Inputs, Params
from tests.contexts import context_for


def run(*batch: Inputs, **params: object):
    return json_path.run(batch, Params(**params), context_for(json_path))


DOCUMENT = {
    "items": [{"name": "Tea", "price": 3}, {"name": "Milk"}, {"name": "Jam", "price": 4.5}],
    "unit price": {"a.b": True},
    "none": None,
    "0": "zero",
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", DOCUMENT),
        ("items[0].name", "Tea"),
        ("items[-1].price", 4.5),
        ("items[*].name", ["Tea", "Milk", "Jam"]),
        ("items[*].price", [3, 4.5]),
        ('["unit price"]["a.b"]', True),
        ("['unit price']['a.b']", True),
        ("none", None),
        ("0", "zero"),
    ],
)
def test_an_entry_is_found(path: str, expected: object):
    assert run(Inputs(Json(DOCUMENT)), path=path)[0].json.value == expected


def test_an_entry_comes_as_what_it_is():
    text, number, yes, entries, none = (
        run(Inputs(Json(DOCUMENT)), path=path)[0]
        for path in (
            "items[0].name",
            "items[0].price",
            "['unit price']['a.b']",
            "items[*].name",
            "none",
        )
    )
    assert (text.text, text.number, text.boolean, text.entries) == (Text("Tea"), None, None, None)
    assert (number.text, number.number) == (Text("3"), Number(3))
    assert (yes.text, yes.boolean, yes.number) == (Text("true"), Boolean(True), None)
    assert entries.entries == List(("Tea", "Milk", "Jam"))
    assert none.text is None


def test_a_number_too_large_to_compute_with_is_a_text_only():
    (outcome,) = run(Inputs(Json(10**400)))
    assert outcome.number is None
    assert outcome.text == Text("1" + "0" * 400)


def test_lists_and_tables_can_be_looked_into():
    table = Table(("class", "count"), (("car", 2), ("bus", 1)))
    assert run(Inputs(table), path="[1].class")[0].text == Text("bus")
    assert run(Inputs(List((1, 2))), path="[-1]")[0].number == Number(2)


@pytest.mark.parametrize("path", ["missing", "items.name", "items[9]", "items[0].name.more", "[0]"])
def test_what_is_not_there_ends_the_branch_or_fails(path: str):
    assert run(Inputs(Json(DOCUMENT)), path=path) == [None]
    (outcome,) = run(Inputs(Json(DOCUMENT)), path=path, required=True)
    assert isinstance(outcome, Failure)
    assert f"nothing at {path}" in outcome.error.message


@pytest.mark.parametrize("path", ["a..b", "a[", "a[x]", ".", "a b", "a]", "[0]b"])
def test_a_path_that_cannot_be_read_is_refused(path: str):
    with pytest.raises(ValidationError):
        Params(path=path)
