"""Inputs that bring lists, defaults as values, outputs that name inputs or whole nodes."""

from __future__ import annotations

import json

import pytest

from runtime.contracts.graph import parse_graph
from runtime.contracts.values import Boolean, Each, Json, List, Number, String, Text
from runtime.engine.batch import as_tree, from_trees
from runtime.engine.cache import ResultCache
from runtime.engine.part import output_depths
from runtime.media.stored import from_stored, to_stored
from tests.engine.running import compiled, nested, problems, raw, run
from tests.sample_operators import CALLS, CATALOGUE, graph_of

LISTS = ({"name": "text", "type": "text", "levels": 2},)
DEEP = ({"name": "text", "type": "text", "levels": 3},)
LOUD = ("loud", "shout", {"text": "IN.text"})


@pytest.fixture(autouse=True)
def _no_calls():
    CALLS.clear()


def lists(*each):
    return [{"text": nested(*item)} for item in each]


def test_a_node_runs_for_every_entry_of_every_list():
    result = run(graph_of(LOUD, inputs=LISTS), lists(["a", "b"], ["c"], []))
    assert [raw(result, "loud", index) for index in range(3)] == [["A!", "B!"], ["C!"], []]
    assert CALLS == ["shout:3"]


def test_lists_lie_within_lists():
    result = run(graph_of(LOUD, inputs=DEEP), lists([["a"], ["b", "c"]], [[]]))
    assert raw(result, "loud") == [["A!"], ["B!", "C!"]]
    assert raw(result, "loud", 1) == [[]]


def test_an_absent_entry_is_absent_downstream():
    result = run(graph_of(LOUD, inputs=LISTS), lists(["a", None, "c"]))
    assert raw(result, "loud") == ["A!", None, "C!"]


def test_entries_fan_out_further_and_are_gathered_again():
    document = graph_of(
        ("cut", "split", {"text": "IN.text"}),
        ("loud", "shout", {"text": "cut.words"}),
        ("words", "join", {"words": "loud.text"}),
        ("all", "join", {"words": "words.text"}),
        inputs=LISTS,
    )
    result = run(document, lists(["a b", "c"], [""]))
    assert raw(result, "loud") == [["A!", "B!"], ["C!"]]
    assert raw(result, "words") == ["A! B!", "C!"]
    assert raw(result, "all") == "A! B! C!"
    assert raw(result, "all", 1) == ""


def test_a_plain_input_is_broadcast_to_the_entries():
    document = graph_of(
        ("both", "pair", {"left": "IN.text", "right": "IN.name"}),
        inputs=(*LISTS, {"name": "name", "type": "text"}),
    )
    result = run(document, [{"text": nested("a", "b"), "name": Text("n")}])
    assert raw(result, "both") == ["a/n", "b/n"]


def test_one_value_counts_as_a_list_of_one():
    result = run(graph_of(LOUD, inputs=LISTS), [{"text": Text("a")}])
    assert raw(result, "loud") == ["A!"]


def test_an_input_that_did_not_come_is_an_empty_list():
    assert raw(run(graph_of(LOUD, inputs=LISTS), [{}]), "loud") == []


def test_lists_of_two_inputs_do_not_meet():
    two = (*LISTS, {"name": "more", "type": "text", "levels": 2})
    document = graph_of(("both", "pair", {"left": "IN.text", "right": "IN.more"}), inputs=two)
    assert problems(document) == [("both", None, "lineage_clash")]


def test_the_depth_of_an_output_counts_the_inputs_levels():
    document = graph_of(
        ("cut", "split", {"text": "IN.text"}), ("all", "join", {"words": "IN.text"}), inputs=DEEP
    )
    depths = output_depths(parse_graph(document), CATALOGUE)
    assert depths == {"cut": {"words": 3}, "all": {"text": 1}}


def test_finished_nodes_are_read_back_from_what_was_stored():
    document = graph_of(
        ("cut", "split", {"text": "IN.text"}),
        ("loud", "shout", {"text": "cut.words"}),
        ("back", "join", {"words": "loud.text"}),
        inputs=LISTS,
    )
    inputs = lists(["a b", "", None], ["c"])
    first = run(document, inputs)
    plan = compiled(document)
    stored = {
        node: json.loads(json.dumps([
            {port: as_tree(first.results[node], port, index, first.state.anchors,
                           lambda value: to_stored(value, lambda *_: ""))
             for port in first.results[node].outputs}
            for index in range(2)
        ]))
        for node in ("cut", "loud")
    }  # fmt: skip
    finished = {
        node: from_trees(
            {name: port.fans_out for name, port in plan.steps[node].operator.outputs.items()},
            plan.steps[node].lineage, node, trees, lambda tree: from_stored(tree, lambda _: b""),
        )
        for node, trees in stored.items()
    }  # fmt: skip
    CALLS.clear()
    again = run(document, inputs, finished=finished)
    assert CALLS == ["join:4"]
    assert raw(again, "back") == raw(first, "back") == ["A! B!", "", ""]
    assert raw(again, "back", 1) == ["C!"]


def test_a_part_that_goes_on_from_a_kept_result_knows_the_lists():
    cache = {"cache": ResultCache(), "input_keys": ["k"]}
    document = graph_of(LOUD, ("next", "shout", {"text": "loud.text"}), inputs=LISTS)
    run(document, lists(["a", "b"]), **cache)
    CALLS.clear()
    document["nodes"][1]["params"] = {"suffix": "?"}
    assert raw(run(document, lists(["a", "b"]), **cache), "next") == ["A!?", "B!?"]
    assert CALLS == ["shout:2"]


@pytest.mark.parametrize(
    ("kind", "default", "value"),
    [
        ("string", "hm", String("hm")),
        ("text", "hm", Text("hm")),
        ("number", 0, Number(0)),
        ("boolean", False, Boolean(value=False)),
        ("list", [1, "b"], List((1, "b"))),
    ],
)
def test_a_default_flows_on_a_wire_like_a_value(kind: str, default, value):
    document = graph_of(
        ("all", "bag", {"data.it": "IN.it"}),
        inputs=({"name": "it", "type": kind, "default": default},),
    )
    (bag,) = run(document, [{}]).results["all"].outputs["bag"].items.values()
    assert isinstance(bag, Json)
    assert bag.value["data"]["it"] == value


def test_what_comes_goes_before_the_default():
    inputs = ({"name": "text", "type": "text", "default": "own"},)
    result = run(graph_of(LOUD, inputs=inputs), [{}, {"text": Text("sent")}])
    assert [raw(result, "loud", index) for index in (0, 1)] == ["OWN!", "SENT!"]


def test_a_default_of_lists_is_spread_like_lists():
    inputs = ({"name": "text", "type": "text", "levels": 2, "default": ["a", "b"]},)
    assert raw(run(graph_of(LOUD, inputs=inputs), [{}]), "loud") == ["A!", "B!"]
    assert raw(run(graph_of(LOUD, inputs=inputs), lists(["c"])), "loud") == ["C!"]


def test_another_default_is_another_result():
    cache = {"cache": ResultCache(), "input_keys": ["k"]}

    def said(default):
        inputs = ({"name": "text", "type": "text", "default": default},)
        return raw(run(graph_of(LOUD, inputs=inputs), [{}], **cache), "loud")

    assert (said("a"), said("b"), said("a")) == ("A!", "B!", "A!")
    assert CALLS == ["shout:1", "shout:1"]


def test_outputs_may_name_a_port_a_whole_node_or_an_input():
    def with_output(source):
        return graph_of(LOUD, outputs=[{"name": "out", "source": source}])

    for source in ("loud.text", "loud.*", "IN.text"):
        assert problems(with_output(source)) == []
    for source in ("loud.other", "nobody.*", "IN.other", "IN.*", "loud"):
        assert problems(with_output(source)) == [(None, "out", "dangling_output")]


def test_levels_have_bounds():
    schema = parse_graph(graph_of(LOUD)).model_json_schema(by_alias=True)
    levels = schema["$defs"]["GraphInput"]["properties"]["levels"]
    assert (levels["minimum"], levels["maximum"], levels["default"]) == (1, 4, 1)


def test_nested_values_are_told_apart_by_their_place():
    assert nested("a", ["b"]) == Each((Text("a"), Each((Text("b"),))))
