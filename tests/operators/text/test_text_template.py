from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    Boolean,
    Concept,
    Concepts,
    Json,
    List,
    Number,
    String,
    Text,
)
from runtime.operators.text import text_template
from runtime.operators.text.text_template import Inputs, Params
from tests.contexts import context_for


def filled(template: str, *values) -> str:
    batch = [Inputs(*values), Inputs()]
    first, empty = text_template.run(batch, Params(template=template), context_for(text_template))
    assert len(empty.text.raw) <= len(template)
    return first.text.raw


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Text("a b"), "a b"),
        (String("s"), "s"),
        (Number(3), "3"),
        (Number(3.25), "3.25"),
        (Boolean(True), "yes"),
        (Concepts((Concept("x", "Ex", 1), Concept("y", "Why", 0.5))), "Ex, Why"),
        (Json({"ä": 1}), '{"ä": 1}'),
        (List((1, "b")), '[1, "b"]'),
        (None, ""),
    ],
)
def test_each_kind_is_written(value, written: str):
    assert filled("<{first}>", value) == f"<{written}>"


def test_values_go_where_their_port_is_named():
    assert filled("{first} cars at {second}", Number(3), Text("the gate")) == "3 cars at the gate"
    assert filled("{second}{second}{third}", Text("a"), Text("b")) == "bb"


def test_other_braces_and_slots_inside_values_stay():
    assert (
        filled('{"n": {first}, "x": {fifth}}', Text("{second}")) == '{"n": {second}, "x": {fifth}}'
    )


def test_an_empty_template_is_refused():
    with pytest.raises(ValidationError):
        Params(template="")
