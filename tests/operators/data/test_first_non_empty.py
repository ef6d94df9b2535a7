from __future__ import annotations

from runtime.contracts.values import List, Many, Number, String
from runtime.operators.data import first_non_empty
from tests.contexts import run_once
from tests.run_flow import counted, gate, node, run, width


def test_the_first_value_that_is_there_goes_on_or_the_default():
    nodes = [
        gate("c", "IN.d", counted("(Number) >", 0)),
        width("w", when=["c.passed"]),
        node("f", "first-non-empty", {"default": "none"}, **{"data.0": "w.result"}),
    ]
    assert run(*nodes, wanted="f.value") == [100, "none"]
    nodes[2]["params"] = {}
    assert run(*nodes, wanted="f.value") == [100, None]


def first(*values, **params):
    return run_once(first_non_empty, {"data": Many(values)}, **params).value


def test_the_order_of_the_wires_decides():
    assert first(None, Number(0), String("b")) == Number(0)
    assert first(None, None, default=[1]) == List((1,))
    assert first(None) is None
