from __future__ import annotations

import json

import pytest

from runtime.contracts import values
from runtime.contracts.plain import told, value_of
from runtime.media.plain_json import plain_json
from tests.pictures import solid

PLACED = values.Placement(20, 10)
CAR = values.Concept("car", "car", 0.5, 2)
FOUND = values.Regions((values.Region("r1", values.Box(0, 0, 1, 1), (CAR,)),), PLACED)


def test_values_within_json_are_plain_too():
    within = values.Json({"a": [values.Text("hm"), {"found": FOUND}], "n": values.Number(2)})
    plain = plain_json(within)
    assert plain["a"][0] == "hm"
    assert plain["a"][1]["found"][0]["concepts"] == [
        {"id": "car", "name": "car", "value": 0.5, "number": 2}
    ]
    assert plain["n"] == 2
    (address,) = plain_json(values.List((solid(4, 4),)))
    assert address.startswith("data:image/jpeg;base64,")
    json.dumps(plain)


def test_a_concept_without_a_number_says_none():
    concepts = values.Concepts((values.Concept("a", "A", 0.5),))
    assert plain_json(concepts) == [{"id": "a", "name": "A", "value": 0.5}]


def test_a_text_says_of_a_value_what_it_is():
    shown = json.dumps([values.Text("a"), values.Number(2), solid(4, 3), FOUND], default=told)
    assert json.loads(shown) == [
        "a", 2, {"kind": "image", "width": 4, "height": 3}, {"kind": "regions", "count": 1},
    ]  # fmt: skip
    with pytest.raises(TypeError):
        told(object())


@pytest.mark.parametrize(
    ("data", "kind", "value"),
    [
        (None, "any", None),
        (True, "any", values.Boolean(value=True)),
        (0, "any", values.Number(0)),
        ("a", "text", values.Text("a")),
        ("a", "string", values.String("a")),
        ([1], "list", values.List((1,))),
        ([1], "json", values.Json([1])),
        ({"a": 1}, "dict", values.Json({"a": 1})),
        (FOUND, "any", FOUND),
    ],
)
def test_plain_json_as_a_value(data, kind: str, value):
    assert value_of(data, kind) == value
