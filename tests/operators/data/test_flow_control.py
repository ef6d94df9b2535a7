"""Ways that open and close, through whole flows: each element for itself."""

from __future__ import annotations

import pytest

from runtime.contracts.errors import OperatorFailedError
from tests.query.samples import COUNT, compare, value
from tests.run_flow import CROP, WIDE, counted, gate, node, run, width


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


def test_a_way_of_whole_pictures_holds_for_their_crops():
    nodes = [CROP, gate("c", "IN.image", WIDE), width("w", "crop.images", when=["c.stopped"])]
    assert run(*nodes, wanted="w.result") == [[10, 30, 5], []]


def test_a_value_of_the_wrong_kind_is_refused_where_it_arrives():
    nodes = [
        node("n", "property-reader", {"operations": [COUNT]}, value="IN.d"),
        node("crop", "image-crop", image="IN.image", regions="n.result"),
    ]
    with pytest.raises(OperatorFailedError, match="needs regions on regions, but a number came"):
        run(*nodes, wanted="crop.images")
