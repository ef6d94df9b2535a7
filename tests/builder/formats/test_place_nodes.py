"""Nodes that came without places stand in columns along their wires."""

from __future__ import annotations

from itertools import combinations

from builder.formats.place_nodes import HEIGHT, WIDTH, place_nodes
from runtime.contracts.graph import parse_graph


def graph(**wires):
    nodes = [
        {"id": name, "operator": "prompter", "inputs": {"text": [f"{one}.text" for one in before]}}
        for name, before in wires.items()
    ]
    return parse_graph({"inputs": [{"name": "text", "type": "text"}], "nodes": nodes})


FAN = graph(a=["IN"], b=["a"], c=["a"], d=["a"], e=["b", "d"])


def places(spec, layout=None):
    return place_nodes(spec, layout)["nodes"]


def apart(found):
    return all(
        abs(one["x"] - two["x"]) >= WIDTH or abs(one["y"] - two["y"]) >= HEIGHT
        for one, two in combinations(found.values(), 2)
    )


def test_each_stands_right_of_what_it_waits_for():
    found = places(FAN)
    assert found["IN"]["x"] < found["a"]["x"] < found["b"]["x"] < found["e"]["x"]
    assert found["b"]["x"] == found["c"]["x"] == found["d"]["x"]
    assert apart(found)


def test_branches_stand_around_what_feeds_them():
    found = places(FAN)
    middle = (found["b"]["y"] + found["c"]["y"] + found["d"]["y"]) / 3
    assert middle == found["a"]["y"]


def test_who_has_a_place_keeps_it_and_nobody_stands_on_it():
    kept = {"IN": {"x": 0, "y": 0}, "c": {"x": 560, "y": 0, "label": "Mine"}}
    layout = place_nodes(FAN, {"nodes": {**kept, "gone": {"x": 1, "y": 1}}, "notes": [{"id": "n"}]})

    assert {name: layout["nodes"][name] for name in kept} == kept
    assert "gone" not in layout["nodes"]
    assert layout["notes"] == [{"id": "n"}]
    assert apart(layout["nodes"])


def test_a_loop_ends():
    assert places(graph(a=["b"], b=["a"])).keys() == {"IN", "a", "b"}
