from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import String
from runtime.operators.data import expression
from tests.contexts import run_once
from tests.query.samples import ANIMALS, COUNT, choose, compare, many, op, value
from tests.run_flow import counted, node, run


def test_an_expression_compares_values_that_were_worked_on():
    agree = compare(value(name="n"), "==", value(name="wanted"))
    switch = choose(agree, "PASS", "FAIL")

    def decided(wanted):
        return run_once(
            expression, {"data": many(n=ANIMALS)}, switch=switch,
            data_operations={"n": [COUNT]}, constants={"wanted": wanted},
        ).result  # fmt: skip

    assert (decided(3), decided(4)) == (String("PASS"), String("FAIL"))


def test_nothing_as_a_result_ends_the_branch():
    switch = choose(counted("(Number) >", 0), None, "x")
    nodes = [
        node("e", "expression", {"switch": switch}, **{"data.x": "IN.d"}),
        node("w", "property-reader", {"operations": [op("ToString")]}, value="e.result"),
    ]
    assert run(*nodes, wanted="w.result") == [None, "x"]


def test_a_name_that_is_not_there_is_told():
    switch = choose(compare(value(name="m"), "==", 1), "a", "b")
    failure = run_once(expression, {"data": many(n=ANIMALS)}, switch=switch)
    assert "names m, which is not among the values here: n" in failure.error.message
    assert "cases[0].condition" in failure.error.message


def test_a_mistake_in_a_parameter_is_told_with_its_place():
    with pytest.raises(ValidationError, match=r"n.operations\[0\].cast_to: is missing"):
        expression.Params(data_operations={"n": [op("ToNumber")]})
