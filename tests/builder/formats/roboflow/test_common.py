"""Which nodes no single picture reaches."""

from __future__ import annotations

from builder.formats.roboflow.common import common_nodes
from runtime.contracts.graph import parse_graph


def node(name, inputs=None, params=None, when=()):
    return {
        "id": name, "operator": "any", "inputs": inputs or {}, "params": params or {},
        "when": list(when),
    }  # fmt: skip


def test_wires_gates_and_followed_parameters_bring_a_picture_to_a_node():
    graph = parse_graph({
        "schema": 1,
        "inputs": [{"name": "image", "type": "image"}, {"name": "p", "type": "number"}],
        "nodes": [
            node("alone"),
            node("by-parameter", params={"size": {"$ref": "IN.p"}}),
            node("after-it", {"data.a": ["by-parameter.out", "alone.out"]}, when=["alone.out"]),
            node("size", {"image": ["IN.image"]}),
            node("gated", when=["size.out"]),
            node("follows", params={"size": {"$ref": "gated.out"}}),
            node("gathers", {"data": ["size.out"]}),
            node("after-gathered", {"data": ["gathers.out"]}),
        ],
    })  # fmt: skip
    found = common_nodes(graph, {"p"}, {("gathers", "data")})
    assert found == {"alone", "by-parameter", "after-it", "gathers", "after-gathered"}
    assert common_nodes(graph, set(), set()) == {"alone"}
