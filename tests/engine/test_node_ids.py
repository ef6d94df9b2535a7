"""Nodes may be called nearly anything, and their names travel unchanged."""

from __future__ import annotations

import re

import pytest

from runtime.contracts.errors import InvalidGraphError
from runtime.contracts.graph import GraphSpec, node_of, parse_graph, split_source
from runtime.contracts.node_ids import MAX_CHARACTERS, PATTERN, RESERVED, is_node_id, like_node_id
from runtime.engine.check import check
from tests.engine.test_run import run, tree
from tests.sample_operators import CATALOGUE, NoModels, graph_of

LEGAL = [
    "my node", "detect plates #1", "übersetzen", "a.b", "Ü / #2", "日本 語", "-1", "a>b", "100%",
    "it's [so]: {x}", "note:one", "...", "x" * MAX_CHARACTERS, "🚗" * MAX_CHARACTERS, "👨\u200d👩",
]  # fmt: skip
ILLEGAL = [
    "", " a", "a ", "a\n", "a\tb", "\u3000a", "a\u00a0", "a\u200bb", "a\u202eb", "\x7f", "\ud800",
    'a"b', "a\\b", ".", "..", "__proto__", "note:1", "group:27", "x" * (MAX_CHARACTERS + 1),
]  # fmt: skip


@pytest.mark.parametrize("name", LEGAL)
def test_an_id_that_people_can_read_is_kept_as_it_is(name):
    assert like_node_id(name) == name
    graph = parse_graph(graph_of((name, "shout", {"text": "IN.text"})))
    assert [node.id for node in graph.nodes] == [name]
    assert split_source(f"{name}.text") == (name, "text")
    assert check(graph, CATALOGUE, NoModels()) == []


@pytest.mark.parametrize("name", ILLEGAL)
def test_another_is_refused_with_the_rule(name):
    document = graph_of((name, "shout", {"text": "IN.text"}))
    with pytest.raises(InvalidGraphError, match=r"nodes\.0\.id"):
        parse_graph(document)
    assert is_node_id(like_node_id(name)) or not like_node_id(name)


def test_the_schema_says_the_same():
    told = GraphSpec.model_json_schema()["$defs"]["NodeSpec"]["properties"]["id"]
    assert (told["pattern"], told["not"]) == (PATTERN, {"pattern": RESERVED})
    for name in (*LEGAL, *ILLEGAL):
        fits = re.search(told["pattern"], name) and not re.search(told["not"]["pattern"], name)
        assert bool(fits) == is_node_id(name) or name.endswith("\n")


def test_a_source_names_its_port_behind_the_last_dot():
    assert split_source("my node.1.text") == ("my node.1", "text")
    assert node_of("IN.text") == "IN"
    for malformed in ("text", ".text", "a.", "a.Te xt", "a.text\n", "a.b c", "x" * 65 + ".text"):
        assert split_source(malformed) is None
        assert node_of(malformed) is None


def test_a_graph_of_such_ids_runs():
    document = graph_of(
        ("my node.1", "split", {"text": "IN.text"}),
        ("my node", "shout", {"text": "my node.1.words"}),
        ("Ü #2", "shout", {"text": "my node.text"}),
        outputs=[{"name": "loud", "source": "my node.text"}],
    )
    assert check(parse_graph(document), CATALOGUE, NoModels()) == []
    each = tree(run(document, ["hello world"]), "Ü #2")["each"]
    assert [item["value"] for item in each] == ["HELLO!!", "WORLD!!"]


def test_a_part_keeps_the_outputs_of_its_nodes_alone():
    outputs = [{"name": name, "source": f"{node}.text"} for name, node in
               (("a", "x.1"), ("b", "x"), ("c", "IN"))]  # fmt: skip
    nodes = [("x.1", "shout", {"text": "IN.text"}), ("x", "shout", {"text": "IN.text"})]
    part = parse_graph(graph_of(*nodes, outputs=outputs)).only({"x"})
    assert [output.name for output in part.outputs] == ["b", "c"]
