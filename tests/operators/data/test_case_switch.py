from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Boolean, Number, Text
from runtime.operators.data import case_switch
from tests.contexts import run_along, run_once
from tests.query.samples import COUNT
from tests.run_flow import IMAGES, node, run, width


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


@pytest.mark.parametrize(
    ("value", "params", "taken"),
    [(Number(3), {}, "case_1"), (Number(3.0), {}, "case_2"), (Boolean(True), {}, "case_3"),
     (Text("TRUE"), {}, "otherwise"), (Text("TRUE"), {"ignore_case": True}, "case_3")],
)  # fmt: skip
def test_a_value_is_taken_as_it_is_written(value, params, taken):
    found = run_once(case_switch, {"value": value}, cases=["3", "3.0", "True"], **params)
    assert {name for name, one in vars(found).items() if one} == {taken}


def test_what_cannot_be_written_fails_alone():
    bad, good = run_along(case_switch, [{"value": IMAGES[0]}, {"value": Text("a")}], cases=["a"])
    assert bad.error.message == "cannot write an image as a text."
    assert good.case_1 == Boolean(True)


def test_two_cases_that_are_the_same_are_refused():
    assert case_switch.Params(cases=["a", "A"])
    with pytest.raises(ValidationError, match="two cases are the same"):
        case_switch.Params(cases=["a", "A"], ignore_case=True)


def test_there_may_be_twenty_cases():
    cases = [f"k{number}" for number in range(1, 21)]
    found = run_along(case_switch, [{"value": Text("k12")}, {"value": Text("k20")}], cases=cases)
    taken = [[name for name, value in vars(one).items() if value] for one in found]
    assert taken == [["case_12"], ["case_20"]]
    with pytest.raises(ValidationError):
        case_switch.Params(cases=[*cases, "k21"])
