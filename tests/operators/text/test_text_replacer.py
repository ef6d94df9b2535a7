from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.contracts.values import Text
from runtime.operators.text import text_replacer
from runtime.operators.text.text_replacer import Inputs, Params
from tests.contexts import context_for


def replaced(*texts: str, **params: object):
    batch = [Inputs(Text(text)) for text in texts]
    return text_replacer.run(batch, Params(**params), context_for(text_replacer))


@pytest.mark.parametrize(
    ("params", "text", "expected"),
    [
        ({"find": "colour", "replacement": "color"}, "The colour, a Colour", "The color, a Colour"),
        ({"find": "a.b", "replacement": r"\1\n"}, "a.b axb", r"\1\n axb"),
        ({"find": "x"}, "axbx", "ab"),
        ({"find": "B", "replacement": "-", "ignore_case": True}, "abB", "a--"),
        (
            {"find": r"(\w+)@(\w+)", "replacement": r"\2 of \1", "is_pattern": True},
            "ann@home!",
            "home of ann!",
        ),
    ],
)
def test_it_replaces(params: dict[str, object], text: str, expected: str):
    assert replaced(text, **params)[0].text.raw == expected


def test_a_text_that_would_burst_fails_alone():
    first, second = replaced("a" * 2000, "a", find="a", replacement="b" * 1000)
    assert isinstance(first, Failure)
    assert "longer than 1 MiB" in first.error.message
    assert second.text.raw == "b" * 1000


@pytest.mark.parametrize(
    "wrong",
    [
        {"find": ""},
        {"find": "(", "is_pattern": True},
        {"find": "(a)", "replacement": r"\2", "is_pattern": True},
        {"find": "(a)", "replacement": r"\g<name>", "is_pattern": True},
        {"find": "a", "replacement": "\\", "is_pattern": True},
    ],
)
def test_what_cannot_be_read_is_refused(wrong: dict[str, object]):
    with pytest.raises(ValidationError):
        Params(**wrong)


def test_a_pattern_with_a_flag_in_front_and_a_group_is_allowed():
    assert (
        replaced("ABA", find="(?i)(b)", replacement=r"[\1]", is_pattern=True)[0].text.raw == "A[B]A"
    )
