"""Running a part of a graph: targets, given results, and what nobody needs any more."""

from __future__ import annotations

from runtime.contracts.graph import parse_graph
from runtime.contracts.values import Text
from runtime.engine import part
from runtime.engine.batch import as_tree, from_trees
from runtime.engine.cache import ResultCache
from runtime.engine.cancel import Cancel
from runtime.engine.hooks import SilentHooks
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from tests.sample_operators import CALLS, CATALOGUE, NoModels, graph_of

GRAPH = graph_of(
    ("cut", "split", {"text": "IN.text"}),
    ("loud", "shout", {"text": "cut.words"}),
    ("all", "join", {"words": "loud.text"}),
    ("other", "shout", {"text": "IN.text"}),
)


def graph(*nodes):
    return parse_graph(graph_of(*nodes) if nodes else GRAPH)


def leaf(raw):
    return {"kind": "text", "raw": raw}


def words(*raw):
    region = {"box": [0, 0, 1, 1]}
    return {
        "each": [
            {"anchor": {"region": {"id": f"r{i}", **region}}, "value": leaf(word)}
            for i, word in enumerate(raw)
        ]
    }


def run_with(document, pinned, text="one two", cache=None):
    CALLS.clear()
    plan = compile_graph(document, CATALOGUE, NoModels())
    finished = {}
    for node, trees in pinned.items():
        step = plan.steps[node]
        ports = {name: port.fans_out for name, port in step.operator.outputs.items()}
        finished[node] = from_trees(
            ports, step.lineage, node, trees, lambda tree: Text(tree["raw"])
        )
    job = Job(
        plan, [{"text": Text(text)}], [text],
        finished=finished,
        pinned={node: repr(trees) for node, trees in pinned.items()},
        spared=part.spared(document, pinned),
    )  # fmt: skip
    return run_plan(job, Means(NoModels(), Cancel(), SilentHooks(), None, cache))


def said(result, node):
    return as_tree(result.results[node], "text", 0, result.state.anchors, lambda value: value.raw)


def test_a_target_needs_what_it_waits_for_and_nothing_else():
    assert part.ancestors(graph(), ["loud"]) == {"cut", "loud"}
    assert [node.id for node in graph().only({"cut", "loud"}).nodes] == ["cut", "loud"]


def test_nodes_that_only_given_ones_wait_for_are_spared():
    assert part.spared(graph(), ["loud"]) == {"cut"}
    assert part.spared(graph(), ["all"]) == {"cut", "loud"}
    assert part.spared(graph(), []) == set()
    assert part.spared(graph(), ["loud"], ["cut"]) == {"all", "other"}


def test_a_changed_node_changes_all_after_it():
    now = graph(
        ("cut", "split", {"text": "IN.text"}),
        ("loud", "shout", {"text": "cut.words"}, {"suffix": "?"}),
        ("all", "join", {"words": "loud.text"}),
        ("other", "shout", {"text": "IN.text"}),
    )
    assert part.unchanged(graph(), now) == {"cut", "other"}


def test_outputs_know_how_deep_they_lie():
    depths = part.output_depths(graph(), CATALOGUE)
    assert {node: [*ports.values()] for node, ports in depths.items()} == {
        "cut": [1], "loud": [1], "all": [0], "other": [0],
    }  # fmt: skip
    assert part.lies_within(words("a"), 1)
    assert part.lies_within({"each": []}, 1)
    assert not part.lies_within(leaf("a"), 1)
    assert not part.lies_within(words("a"), 0)


def test_a_pinned_output_stands_in_and_nothing_before_it_runs():
    result = run_with(graph(), {"loud": [{"text": words("PINNED", "BY", "HAND")}]})
    assert said(result, "all") == "PINNED BY HAND"
    assert sorted(CALLS) == ["join:1", "shout:1"]
    assert "cut" not in result.results


def test_a_pinned_fan_out_may_be_empty():
    result = run_with(graph(), {"loud": [{"text": {"each": []}}]})
    assert said(result, "all") == ""


def test_what_follows_a_pin_is_not_taken_for_the_real_thing_by_the_cache():
    cache = ResultCache()
    run_with(graph(), {"loud": [{"text": words("PINNED")}]}, cache=cache)
    assert said(run_with(graph(), {}, cache=cache), "all") == "ONE! TWO!"
    again = run_with(graph(), {"loud": [{"text": words("PINNED")}]}, cache=cache)
    assert said(again, "all") == "PINNED"
    assert CALLS == []
