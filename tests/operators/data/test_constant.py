from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Boolean, Json, List, Number, String, Text
from runtime.operators.data import constant
from runtime.operators.data.constant import Inputs, Params
from tests.contexts import context_for


@pytest.mark.parametrize(
    ("value", "number", "boolean", "json", "entries"),
    [
        ("en", None, None, None, None),
        (0.5, Number(0.5), None, Json(0.5), None),
        (" 12 ", Number(12), None, Json(12), None),
        ("Yes", None, Boolean(True), None, None),
        ("false", None, Boolean(False), Json(False), None),
        ('["a", 2]', None, None, Json(["a", 2]), List(("a", 2))),
        ('{"a": 1}', None, None, Json({"a": 1}), None),
        ("NaN", None, None, None, None),
        ("1e999", None, None, None, None),
        ("", None, None, None, None),
    ],
)
def test_it_comes_out_as_all_that_it_can_be(value, number, boolean, json, entries):
    first, second = constant.run([Inputs(), Inputs()], Params(value=value), context_for(constant))
    assert first == second
    assert (first.text, first.string) == (Text(str(value)), String(str(value)))
    assert (first.number, first.boolean) == (number, boolean)
    assert (first.json, first.entries) == (json, entries)


def test_a_value_that_is_too_long_is_refused():
    with pytest.raises(ValidationError):
        Params(value="a" * 20_001)
