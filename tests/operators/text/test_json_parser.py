from __future__ import annotations

import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Text
from runtime.operators.text import json_parser
from runtime.operators.text.json_parser import Inputs, Params
from tests.contexts import context_for


def parsed(text: str, *expected: str):
    batch = [Inputs(Text(text))]
    return json_parser.run(batch, Params(expected_fields=expected), context_for(json_parser))[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": [1, 2.5, null]}', {"a": [1, 2.5, None]}),
        ("null", None),
        ('Sure:\n```json\n{"a": 1}\n```\nBye {x}', {"a": 1}),
        ('Sure [here] it is: {"total": 12.5}.', {"total": 12.5}),
        ("The list: [1, 2] and so on", [1, 2]),
    ],
)
def test_json_is_found(text: str, expected: object):
    assert parsed(text).json.value == expected


@pytest.mark.parametrize("text", ["", "no JSON", "{broken", "NaN", "1e999", "[" * 100_000])
def test_a_text_without_json_says_so(text: str):
    outcome = parsed(text)
    assert isinstance(outcome, Failure)
    assert "no JSON" in outcome.error.message


def test_json_nested_too_deep_is_refused():
    outcome = parsed("[" * 40 + "1" + "]" * 40)
    assert isinstance(outcome, Failure)
    assert "deeper than 32" in outcome.error.message
    assert not isinstance(parsed("[" * 30 + "1" + "]" * 30), Failure)


def test_missing_names_are_told():
    assert parsed('{"a": 1, "b": 2}', "a", "b").json.value == {"a": 1, "b": 2}
    outcome = parsed('{"a": 1}', "a", "b", "c")
    assert isinstance(outcome, Failure)
    assert "no b, c" in outcome.error.message
