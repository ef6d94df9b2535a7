"""Every way a graph can be wrong, each with its node, port and code; all reported at once."""

from __future__ import annotations

import pytest

from runtime.contracts.errors import InvalidGraphError
from runtime.contracts.graph import parse_graph
from runtime.engine.check import check
from runtime.engine.plan import compile_graph
from tests.sample_operators import CATALOGUE, NoModels, graph_of

SHOUT = ("a", "shout", {"text": "IN.text"})

CASES = {
    "no nodes": (graph_of(), [(None, None, "no_nodes")]),
    "21 nodes": (
        graph_of(*[(f"n{i}", "shout", {"text": "IN.text"}) for i in range(21)]),
        [("n20", None, "too_many_nodes")],
    ),
    "an operator that does not exist": (
        graph_of(("a", "whisper", {"text": "IN.text"})), [("a", None, "unknown_operator")],
    ),
    "two nodes of one name": (graph_of(SHOUT, SHOUT), [("a", None, "duplicate_node")]),
    "a node named IN": (
        graph_of(("IN", "shout", {"text": "IN.text"})), [("IN", None, "reserved_name")],
    ),
    "a required port left open": (
        graph_of(("a", "shout", {})), [("a", "text", "missing_input")],
    ),
    "a wire from nowhere": (
        graph_of(("a", "shout", {"text": "gone.text"})), [("a", "text", "dangling_edge")],
    ),
    "a wire from a workflow input that does not exist": (
        graph_of(("a", "shout", {"text": "IN.image"})), [("a", "text", "dangling_edge")],
    ),
    "a wire to a port that does not exist": (
        graph_of(("a", "shout", {"text": "IN.text", "extra": "IN.text"})),
        [("a", "extra", "unknown_port")],
    ),
    "a wrong type": (
        graph_of(("a", "look", {"image": "IN.text"})), [("a", "image", "wrong_type")],
    ),
    "two wires on one port": (
        graph_of(("a", "shout", {"text": ["IN.text", "IN.text"]})),
        [("a", "text", "several_sources")],
    ),
    "a cycle": (
        graph_of(("a", "shout", {"text": "b.text"}), ("b", "shout", {"text": "a.text"})),
        [("b", None, "cycle")],
    ),
    "a node wired to itself": (
        graph_of(("a", "shout", {"text": "a.text"})), [("a", None, "cycle")],
    ),
    "wires from two different fan-outs": (
        graph_of(
            ("x", "split", {"text": "IN.text"}),
            ("y", "split", {"text": "IN.text"}),
            ("z", "pair", {"left": "x.words", "right": "y.words"}),
        ),
        [("z", None, "lineage_clash")],
    ),
    "gathering what was never fanned out": (
        graph_of(("z", "join", {"words": "IN.text"})), [("z", None, "lineage_clash")],
    ),
    "a parameter that does not exist": (
        graph_of((*SHOUT, {"volume": 3})), [("a", "volume", "bad_params")],
    ),
    "a parameter of a wrong type": (
        graph_of((*SHOUT, {"suffix": 3})), [("a", "suffix", "bad_params")],
    ),
    "a reference to nothing": (
        graph_of((*SHOUT, {"suffix": {"$ref": "IN.gone"}})), [("a", "suffix", "unknown_reference")],
    ),
    "a model where none is taken": (
        {**graph_of(SHOUT), "nodes": [{"id": "a", "operator": "shout", "model": {"id": "m"},
                                       "inputs": {"text": ["IN.text"]}}]},
        [("a", None, "needless_model")],
    ),
    "an output of nothing": (
        graph_of(SHOUT, outputs=[{"name": "o", "source": "gone.text"}]),
        [(None, "o", "dangling_output")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_names_node_port_and_code(name):
    document, expected = CASES[name]
    problems = check(parse_graph(document), CATALOGUE, NoModels())
    assert [(item.node, item.port, item.code) for item in problems] == expected
    assert all(item.message and item.cure for item in problems)


def test_it_reports_all_problems_at_once():
    document = graph_of(("a", "shout", {}), ("b", "look", {"image": "IN.text"}))
    with pytest.raises(InvalidGraphError) as caught:
        compile_graph(parse_graph(document), CATALOGUE, NoModels())
    assert [item["code"] for item in caught.value.data["problems"]] == [
        "missing_input", "wrong_type",
    ]  # fmt: skip


def test_a_cycle_is_named_node_by_node():
    document = graph_of(
        ("a", "shout", {"text": "c.text"}),
        ("b", "shout", {"text": "a.text"}),
        ("c", "shout", {"text": "b.text"}),
    )
    (problem,) = check(parse_graph(document), CATALOGUE, NoModels())
    assert "a" in problem.message
    assert problem.message.count("→") == 3


@pytest.mark.parametrize(
    "document",
    [
        None, [], {"schema": 2}, {"nodes": [{"id": "a"}]}, {"nodes": [{"operator": "x"}]},
        {"nodes": [{"id": " a", "operator": "x"}]}, {"nodes": "many"}, {"extra": 1},
        {"nodes": [{"id": "a", "operator": "x", "inputs": {"p": "IN.text"}}]},
    ],
)  # fmt: skip
def test_a_malformed_document_is_refused_with_its_places(document):
    with pytest.raises(InvalidGraphError) as caught:
        parse_graph(document)
    assert caught.value.data["problems"][0]["code"] == "malformed"
