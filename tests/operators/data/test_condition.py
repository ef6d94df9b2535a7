from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Boolean, Number, Text
from runtime.operators.data import condition
from tests.contexts import run_along
from tests.query.samples import ask, compare, many, op, value
from tests.run_flow import counted, gate, run, width


def test_a_condition_opens_for_each_input_by_itself():
    opened = [gate("c", "IN.d", counted("(Number) >", 0)), width("w", when=["c.passed"])]
    assert run(*opened, wanted="w.result") == [100, None]
    closed = width("w", when=["c.stopped"])
    assert run(opened[0], closed, wanted="w.result") == [None, 120]


def test_a_delay_keeps_the_way_open():
    def delayed(seconds):
        nodes = [
            gate("c", "IN.d", counted("(Number) >", 0), stop_delay=seconds),
            width("w", when=["c.passed"]),
        ]
        return run(*nodes, wanted="w.result")

    assert delayed(5) == [100, 120]
    assert delayed(0) == [100, None]


def test_a_value_that_has_to_exist_may_be_asked_for():
    nodes = [gate("c", "IN.d", ask(value(name="x"), "Exists")), width("w", when=["c.passed"])]
    assert run(*nodes, wanted="w.result") == [100, 120]


def test_a_value_that_cannot_be_compared_fails_alone_with_its_place():
    elements = [{"data": many(n=Text("three"))}, {"data": many(n=Number(3))}]
    more = compare(value(op("NumberRound", decimal_digits=0), name="n"), "(Number) >", 2)
    bad, good = run_along(condition, elements, statement=more)
    assert bad.error.message.startswith("statement.statements[0].left_operand.operations[0]: ")
    assert (good.passed, good.stopped) == (Boolean(True), None)


def test_a_mistake_in_the_statement_is_told_with_its_place():
    with pytest.raises(ValidationError, match=r"statement.statements\[0\].comparator"):
        condition.Params(statement=compare(value(name="n"), "(Number) ~", 2))
