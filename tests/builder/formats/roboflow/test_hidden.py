"""Secrets as answers tell them, and as the history keeps them."""

from __future__ import annotations

import pytest

from builder.formats.roboflow.hidden import hidden, hidden_values


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("hush", "********"),
        ("12345678", "12********78"),
        (["hush", None], ["********", None]),
        (5, "********"),
        (None, None),
    ],
)
def test_a_secret_shows_its_ends_at_most(given, told):
    assert hidden(given) == told
    assert hidden(told) == told


def test_only_the_named_values_are_hidden_however_deep():
    deep = {"each": [{"kind": "string", "value": "hush"}, None]}
    values = {"key": deep, "other": {"kind": "string", "value": "hush"}, "none": None}
    assert hidden_values(values, {"key", "none"}) == {
        **values, "key": {"each": [{"kind": "string", "value": "********"}, None]},
    }  # fmt: skip
