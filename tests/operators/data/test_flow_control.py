"""Ways that open and close, through the whole engine: each element for itself."""

from __future__ import annotations

import numpy as np
import pytest

from runtime import registry
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.graph import parse_graph
from runtime.contracts.values import Box, Concept, Image, Placement, Region, Regions
from runtime.engine.batch import as_tree
from runtime.engine.cancel import Cancel
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from runtime.query.plain import plain_of
from tests.query.samples import ask, compare, op, value
from tests.run_graph import Silent
from tests.sample_operators import NoModels

WIDTH = op("ExtractImageProperty", property_name="width")
COUNT = op("SequenceLength")
IMAGES = [Image(np.full((80, 100 + 20 * n, 3), 127, np.uint8)) for n in range(2)]


def _region(name, left, right):
    return Region(name, Box(0.1, left, 0.9, right), (Concept("cat", "cat", 0.9, 3),))


FOUND = [
    Regions(
        (_region("a", 0.1, 0.2), _region("b", 0.4, 0.7), _region("c", 0.5, 0.55)),
        Placement(100, 80),
    ),
    Regions((), Placement(120, 80)),
]


def node(name, operator, params=None, when=(), **inputs):
    wires = {port.replace("__", "."): [source] for port, source in inputs.items()}
    return {
        "id": name, "operator": operator, "params": params or {}, "inputs": wires,
        "when": list(when),
    }  # fmt: skip


def width(name, source="IN.image", when=()):
    return node(name, "property-reader", {"operations": [WIDTH]}, when, value=source)


def gate(name, source, statement, when=(), **params):
    inputs = {"data.x": source}
    return node(name, "condition", {"statement": statement, **params}, when, **inputs)


def counted(comparator, number):
    return compare(value(COUNT, name="x"), comparator, number)


WIDE = compare(value(WIDTH, name="x"), "(Number) >", 110)
CROP = node("crop", "image-crop", image="IN.image", regions="IN.d")


def run(*nodes, wanted):
    document = {
        "schema": 1,
        "inputs": [{"name": "image", "type": "image"}, {"name": "d", "type": "regions"}],
        "nodes": list(nodes),
    }
    plan = compile_graph(parse_graph(document), registry.operators(), NoModels())
    given = [{"image": image, "d": found} for image, found in zip(IMAGES, FOUND, strict=True)]
    result = run_plan(Job(plan, given), Means(NoModels(), Cancel(), Silent(), None, None))
    if result.failures:
        raise next(iter(result.failures.values()))
    name, port = wanted.split(".")
    return [
        _bare(as_tree(result.results[name], port, index, result.state.anchors, plain_of))
        for index in range(2)
    ]


def _bare(tree):
    """Without the places of a fan-out's elements."""
    return [one["value"] for one in tree["each"]] if isinstance(tree, dict) else tree


def test_a_condition_opens_for_each_input_by_itself():
    opened = [gate("c", "IN.d", counted("(Number) >", 0)), width("w", when=["c.passed"])]
    assert run(*opened, wanted="w.result") == [100, None]
    closed = width("w", when=["c.stopped"])
    assert run(opened[0], closed, wanted="w.result") == [None, 120]


def test_what_follows_a_closed_way_does_not_run_either():
    cases = {
        "type": "CasesDefinition",
        "cases": [],
        "default": {"type": "StaticCaseResult", "value": "x"},
    }
    nodes = [
        gate("c", "IN.d", counted("(Number) >", 0)),
        width("w", when=["c.passed"]),
        node("e", "expression", {"switch": cases}, **{"data.w": "w.result"}),
    ]
    assert run(*nodes, wanted="e.result") == ["x", None]


def test_a_node_that_waits_for_two_runs_where_both_are_open():
    def both(least):
        nodes = [
            gate("c", "IN.d", counted("(Number) >=", least)),
            gate("c2", "IN.image", WIDE),
            width("w", when=["c.passed", "c2.passed"]),
        ]
        return run(*nodes, wanted="w.result")

    assert both(0) == [None, 120]
    assert both(1) == [None, None]


def test_a_way_behind_a_closed_one_is_closed():
    def behind(least):
        nodes = [
            gate("c", "IN.d", counted("(Number) >=", least)),
            gate("c2", "IN.image", WIDE, when=["c.passed"]),
            width("w", when=["c2.passed"]),
        ]
        return run(*nodes, wanted="w.result")

    assert behind(0) == [None, 120]
    assert behind(9) == [None, None]


def test_crops_pass_one_by_one_and_are_gathered_again():
    nodes = [
        CROP,
        width("cw", "crop.images"),
        gate("c", "cw.result", compare(value(name="x"), "(Number) >", 8)),
        width("w", "crop.images", when=["c.passed"]),
        node(
            "col", "list-collector",
            {"whole": True, "skip_absent": True, "end_when_empty": True}, values="w.result",
        ),
        node("f", "first-non-empty", {"default": "none"}, **{"data.0": "w.result"}),
    ]  # fmt: skip
    assert run(*nodes, wanted="w.result") == [[10, 30, None], []]
    assert run(*nodes, wanted="col.entries") == [[10, 30], None]
    assert run(*nodes, wanted="f.value") == [[10, 30, "none"], []]


def test_pictures_are_gathered_as_they_are():
    params = {"whole": True, "skip_absent": True}
    nodes = [CROP, node("col", "list-collector", params, values="crop.images")]
    first, second = run(*nodes, wanted="col.entries")
    assert [image.width for image in first] == [10, 30, 5]
    assert second == []


def test_a_way_of_whole_pictures_holds_for_their_crops():
    nodes = [CROP, gate("c", "IN.image", WIDE), width("w", "crop.images", when=["c.stopped"])]
    assert run(*nodes, wanted="w.result") == [[10, 30, 5], []]


def test_the_first_value_that_is_there_goes_on_or_the_default():
    nodes = [
        gate("c", "IN.d", counted("(Number) >", 0)),
        width("w", when=["c.passed"]),
        node("f", "first-non-empty", {"default": "none"}, **{"data.0": "w.result"}),
    ]
    assert run(*nodes, wanted="f.value") == [100, "none"]
    nodes[2]["params"] = {}
    assert run(*nodes, wanted="f.value") == [100, None]


def test_nothing_as_a_result_ends_the_branch():
    cases = {
        "type": "CasesDefinition",
        "cases": [
            {
                "type": "CaseDefinition",
                "condition": counted("(Number) >", 0),
                "result": {"type": "StaticCaseResult", "value": None},
            }
        ],
        "default": {"type": "StaticCaseResult", "value": "x"},
    }
    nodes = [
        node("e", "expression", {"switch": cases}, **{"data.x": "IN.d"}),
        node("w", "property-reader", {"operations": [op("ToString")]}, value="e.result"),
    ]
    assert run(*nodes, wanted="w.result") == [None, "x"]


def test_a_switch_sends_each_its_own_way():
    nodes = [
        node("n", "property-reader", {"operations": [COUNT]}, value="IN.d"),
        node("s", "case-switch", {"cases": ["3", "7"]}, value="n.result"),
        width("a", when=["s.case_1"]),
        width("b", when=["s.case_2"]),
        width("z", when=["s.otherwise"]),
    ]
    assert run(*nodes, wanted="a.result") == [100, None]
    assert run(*nodes, wanted="b.result") == [None, None]
    assert run(*nodes, wanted="z.result") == [None, 120]


def test_a_rate_limit_lets_one_through():
    nodes = [
        node("r", "rate-limit", {"cooldown_seconds": 5}, value="IN.image"),
        width("w", when=["r.passed"]),
    ]
    assert run(*nodes, wanted="w.result") == [100, None]
    nodes[0]["params"] = {"cooldown_seconds": 0}
    assert run(*nodes, wanted="w.result") == [100, 120]


def test_a_delay_keeps_the_way_open():
    def delayed(seconds):
        nodes = [
            gate("c", "IN.d", counted("(Number) >", 0), stop_delay=seconds),
            width("w", when=["c.passed"]),
        ]
        return run(*nodes, wanted="w.result")

    assert delayed(5) == [100, 120]
    assert delayed(0) == [100, None]


def test_regions_are_filtered_with_a_value_from_elsewhere():
    left = value(op("ExtractDetectionProperty", property_name="x_min"))
    condition = compare(left, "(Number) >", value(name="least"))
    params = {
        "operations": [op("DetectionsFilter", filter_operation=condition)],
        "constants": {"least": 20},
    }
    nodes = [node("t", "region-query", params, regions="IN.d")]
    first, second = run(*nodes, wanted="t.regions")
    assert [region.id for region in first.items] == ["b", "c"]
    assert first.placement == Placement(100, 80)
    assert second.items == ()


def test_a_value_of_the_wrong_kind_is_refused_where_it_arrives():
    nodes = [
        node("n", "property-reader", {"operations": [COUNT]}, value="IN.d"),
        node("crop", "image-crop", image="IN.image", regions="n.result"),
    ]
    with pytest.raises(OperatorFailedError, match="needs regions on regions, but a number came"):
        run(*nodes, wanted="crop.images")


def test_a_value_that_has_to_exist_may_be_asked_for():
    nodes = [gate("c", "IN.d", ask(value(name="x"), "Exists")), width("w", when=["c.passed"])]
    assert run(*nodes, wanted="w.result") == [100, 120]
