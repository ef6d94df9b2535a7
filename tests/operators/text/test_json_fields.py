from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Boolean, List, Number, String, Text
from runtime.operators.text import json_fields
from tests.contexts import run_once


def read(text, *fields):
    return run_once(json_fields, {"text": Text(text)}, fields=list(fields))


def test_fields_are_read_out_of_json():
    outcome = read('Sure:\n```json\n{"a": 1, "b": ["x"], "c": null}\n```', "b", "a")
    assert (outcome.field_1, outcome.field_2) == (List(("x",)), Number(1))
    assert outcome.failed == Boolean(False)
    missing = read('{"a": 1}', "a", "z")
    assert (missing.field_1, missing.field_2, missing.failed.value) == (Number(1), None, True)
    for broken in ("no json", "[1, 2]", '{"a": NaN}', "[" * 5000):
        assert read(broken, "a").failed == Boolean(True)


def test_each_kind_of_entry_comes_out_as_it_is():
    outcome = read(
        '{"t": "x", "yes": true, "none": null, "at": {"x": 1}}', "t", "yes", "none", "at"
    )
    assert (outcome.field_1, outcome.field_2) == (String("x"), Boolean(True))
    assert (outcome.field_3, outcome.field_4.value) == (None, {"x": 1})
    assert outcome.failed == Boolean(False)


def test_a_text_that_is_written_down_is_read_where_none_is_wired():
    found = run_once(json_fields, {}, fields=["a"], content='{"a": 1}')
    assert (found.field_1, found.failed) == (Number(1), Boolean(False))
    assert run_once(json_fields, {}, fields=["a"]) is None


def test_a_plain_string_is_read_too():
    found = run_once(json_fields, {"text": String('{"a": 1}')}, fields=["a"])
    assert found.field_1 == Number(1)


@pytest.mark.parametrize("written", ["1e999", "[-1e999]", "Infinity"])
def test_a_number_without_end_is_no_json(written):
    outcome = read(f'{{"a": {written}}}', "a")
    assert (outcome.field_1, outcome.failed) == (None, Boolean(True))


def test_more_fields_than_there_are_ports_are_refused():
    with pytest.raises(ValidationError, match=r"fields\n.*at most 12 items"):
        json_fields.Params(fields=["a"] * 13)
