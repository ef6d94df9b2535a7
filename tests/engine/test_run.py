"""What a run promises, on tiny graphs of text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from runtime.contracts.errors import CancelledError
from runtime.contracts.graph import parse_graph
from runtime.contracts.values import Number, Text
from runtime.engine.batch import as_tree
from runtime.engine.cache import ResultCache
from runtime.engine.cancel import Cancel
from runtime.engine.hooks import NodeFailed, NodeProgress, NodeSkipped, NodeStarted, NodeSucceeded
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from tests.sample_operators import CALLS, CATALOGUE, NoModels, graph_of


class Recorder:
    def __init__(self):
        self.transitions = []

    def commit(self, transitions):
        self.transitions.extend(transitions)


@pytest.fixture(autouse=True)
def _no_calls():
    CALLS.clear()


@pytest.fixture
def eager_progress(monkeypatch):
    """Pass on every report, however soon it comes."""
    monkeypatch.setattr("runtime.engine.run.PROGRESS_SECONDS", 0)


def run(document, texts=("hello big world",), hooks=None, pool=None, **job):
    plan = compile_graph(parse_graph(document), CATALOGUE, NoModels())
    inputs = [{"text": Text(text)} if isinstance(text, str) else text for text in texts]
    hooks = hooks or Recorder()
    means = Means(
        NoModels(), job.pop("cancel", None) or Cancel(), hooks, pool, job.pop("cache", None)
    )
    result = run_plan(Job(plan, inputs, **job), means)
    hooks.commit(result.uncommitted)
    return result


def tree(result, node, port="text", index=0):
    return as_tree(result.results[node], port, index, result.state.anchors, lambda value: value.raw)


def test_a_chain_computes_in_order():
    result = run(
        graph_of(("a", "shout", {"text": "IN.text"}), ("b", "shout", {"text": "a.text"})), ["hi"]
    )
    assert tree(result, "b") == "HI!!"


def test_a_batch_of_inputs_is_one_call():
    result = run(graph_of(("a", "shout", {"text": "IN.text"})), ["a", "b", "c"])
    assert CALLS == ["shout:3"]
    assert [tree(result, "a", index=i) for i in range(3)] == ["A!", "B!", "C!"]


def test_a_fan_out_maps_downstream_and_keeps_its_lineage():
    result = run(
        graph_of(("cut", "split", {"text": "IN.text"}), ("loud", "shout", {"text": "cut.words"})),
        ["one two", "three"],
    )
    assert CALLS == ["split:2", "shout:3"]
    words = tree(result, "loud")["each"]
    assert [word["value"] for word in words] == ["ONE!", "TWO!"]
    assert [word["anchor"]["region"]["id"] for word in words] == ["r0", "r1"]
    assert [word["value"] for word in tree(result, "loud", index=1)["each"]] == ["THREE!"]


def test_gathering_lowers_the_dimension_and_shows_absent_elements():
    result = run(
        graph_of(
            ("cut", "split", {"text": "IN.text"}),
            ("long", "keep-long", {"text": "cut.words"}),
            ("back", "join", {"words": "long.text"}),
        ),
        ["a green an apple"],
    )
    assert tree(result, "back") == "_ green _ apple"


def test_an_element_of_a_fan_out_may_be_absent_and_keeps_its_place():
    result = run(
        graph_of(
            ("cut", "split", {"text": "IN.text"}),
            ("loud", "shout", {"text": "cut.words"}),
            ("back", "join", {"words": "loud.text"}),
        ),
        ["one ~ two"],
    )
    assert tree(result, "back") == "ONE! _ TWO!"
    assert CALLS == ["split:1", "shout:2", "join:1"]


def test_a_shallower_value_is_broadcast_to_each_element():
    result = run(
        graph_of(
            ("cut", "split", {"text": "IN.text"}),
            ("both", "pair", {"left": "cut.words", "right": "IN.text"}),
        ),
        ["x y"],
    )
    assert [word["value"] for word in tree(result, "both")["each"]] == ["x/x y", "y/x y"]


def test_an_empty_fan_out_leaves_an_empty_list():
    result = run(
        graph_of(
            ("cut", "split", {"text": "IN.text"}),
            ("loud", "shout", {"text": "cut.words"}),
            ("back", "join", {"words": "loud.text"}),
        ),
        [""],
    )
    assert tree(result, "loud") == {"each": []}
    assert tree(result, "back") == ""


def test_only_an_operator_that_accepts_absence_sees_it():
    result = run(
        graph_of(
            ("long", "keep-long", {"text": "IN.text"}),
            ("loud", "shout", {"text": "long.text"}),
            ("else", "maybe", {"text": "long.text"}),
        ),
        ["ab"],
    )
    assert tree(result, "loud") is None
    assert tree(result, "else") == "nothing"


def test_a_failing_node_fails_its_descendants_only():
    hooks = Recorder()
    result = run(
        graph_of(
            ("bad", "explode", {"text": "IN.text"}),
            ("after", "shout", {"text": "bad.text"}),
            ("last", "shout", {"text": "after.text"}),
            ("fine", "shout", {"text": "IN.text"}),
        ),
        hooks=hooks,
    )
    assert set(result.failures) == {"bad"}
    assert result.skipped == {"after": "bad", "last": "bad"}
    assert tree(result, "fine")
    kinds = [(type(item), item.node) for item in hooks.transitions]
    assert (NodeFailed, "bad") in kinds
    assert (NodeSkipped, "last") in kinds
    assert (NodeStarted, "after") not in kinds


def test_one_bad_element_does_not_sink_its_neighbours():
    result = run(
        graph_of(("pick", "picky", {"text": "IN.text"}), ("loud", "shout", {"text": "pick.text"})),
        ["word", "42"],
    )
    assert tree(result, "loud") == "WORD!"
    assert tree(result, "loud", index=1)["error"]["message"] == "No digits, use words."


def test_a_node_whose_every_element_failed_has_failed():
    result = run(graph_of(("pick", "picky", {"text": "IN.text"})), ["1", "2"])
    assert set(result.failures) == {"pick"}


def test_a_parameter_may_refer_to_a_workflow_parameter_with_a_default():
    document = graph_of(
        ("long", "keep-long", {"text": "IN.text"}, {"length": {"$ref": "IN.least"}}),
        inputs=("text", {"name": "least", "type": "number", "default": 5}),
    )
    result = run(
        document,
        [{"text": Text("four")}, {"text": Text("four"), "least": Number(4)}],
    )
    assert tree(result, "long") is None
    assert tree(result, "long", index=1) == "four"


def test_a_parameter_may_refer_to_another_nodes_output_per_element():
    document = graph_of(
        ("size", "length", {"text": "IN.text"}),
        ("long", "keep-long", {"text": "IN.text"}, {"length": {"$ref": "size.length"}}),
    )
    result = run(document, ["abc", "abcdef"])
    assert [tree(result, "long", index=i) for i in (0, 1)] == ["abc", "abcdef"]


def test_heavy_nodes_run_in_the_pool_and_report_progress(eager_progress):
    hooks = Recorder()
    with ThreadPoolExecutor(2) as pool:
        result = run(
            graph_of(
                ("a", "heavy", {"text": "IN.text"}),
                ("b", "heavy", {"text": "IN.text"}),
                ("c", "pair", {"left": "a.text", "right": "b.text"}),
            ),
            ["x"],
            hooks,
            pool,
        )
    assert tree(result, "c") == "x/x"
    assert {item.node for item in hooks.transitions if isinstance(item, NodeProgress)} == {"a", "b"}


def test_transitions_tell_the_story_in_order(eager_progress):
    hooks = Recorder()
    run(
        graph_of(("a", "shout", {"text": "IN.text"}), ("b", "heavy", {"text": "a.text"})),
        hooks=hooks,
    )
    story = [(type(item).__name__, item.node) for item in hooks.transitions]
    assert story == [
        ("NodeStarted", "a"), ("NodeSucceeded", "a"), ("NodeStarted", "b"),
        ("NodeProgress", "b"), ("NodeSucceeded", "b"),
    ]  # fmt: skip


def test_finished_nodes_of_an_earlier_attempt_are_not_run_again():
    document = graph_of(("a", "shout", {"text": "IN.text"}), ("b", "shout", {"text": "a.text"}))
    first = run(document, ["hi"])
    CALLS.clear()
    again = run(document, ["hi"], finished={"a": first.results["a"]})
    assert CALLS == ["shout:1"]
    assert tree(again, "b") == "HI!!"


def test_an_unchanged_node_is_computed_once_and_a_changed_leaf_reruns_alone():
    cache = ResultCache()
    chain = (("a", "shout", {"text": "IN.text"}), ("b", "shout", {"text": "a.text"}))
    run(graph_of(*chain), ["hi"], cache=cache, input_keys=["k1"])
    CALLS.clear()
    hooks = Recorder()
    changed = (chain[0], ("b", "shout", {"text": "a.text"}, {"suffix": "?"}))
    result = run(graph_of(*changed), ["hi"], hooks, cache=cache, input_keys=["k1"])
    assert tree(result, "b") == "HI!?"
    assert CALLS == ["shout:1"]
    done = {t.node: t.result.cached for t in hooks.transitions if isinstance(t, NodeSucceeded)}
    assert done == {"a": True, "b": False}


def test_the_cache_forgets_the_oldest_when_it_is_full():
    cache = ResultCache(max_bytes=1000)
    for index in range(20):
        run(
            graph_of(("a", "shout", {"text": "IN.text"})), [str(index)], cache=cache,
            input_keys=[str(index)],
        )  # fmt: skip
    assert cache.bytes <= 1000


def test_a_cancelled_run_stops_before_the_next_node():
    cancel = Cancel()

    class CancelAfterFirst(Recorder):
        def commit(self, transitions):
            super().commit(transitions)
            cancel.fire()

    document = graph_of(
        ("a", "shout", {"text": "IN.text"}),
        ("b", "heavy", {"text": "a.text"}),
        ("c", "shout", {"text": "b.text"}),
    )
    with pytest.raises(CancelledError):
        run(document, hooks=CancelAfterFirst(), cancel=cancel)
    assert CALLS == ["shout:1"]
