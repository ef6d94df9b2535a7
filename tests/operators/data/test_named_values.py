"""Nodes that work on named values: templates, tables, sums, fields of JSON, the time."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.contracts.values import Boolean, List, Many, Number, String, Text
from runtime.operators.data import (
    csv_writer,
    current_time,
    data_aggregator,
    expression,
    property_reader,
    value_buffer,
)
from runtime.operators.text import json_fields, string_template
from tests.contexts import run_along, run_once
from tests.query.samples import ANIMALS, compare, op, value

LENGTH = op("SequenceLength")


def many(**values):
    return Many(tuple(values.values()), tuple(values))


def filled(template, params=None, **values):
    outcome = run_once(
        string_template, {"data": many(**values)}, template=template, **(params or {})
    )
    if isinstance(outcome, Failure):
        raise outcome.error
    return outcome.text.raw


def test_a_template_takes_values_by_their_names():
    assert filled("{n} at {place}", n=Number(3), place=Text("gate")) == "3 at gate"
    assert filled("{{{n}}}", n=Number(3)) == "{3}"
    assert filled("{x:.1f}% {y:>4}", x=Number(12.345), y=String("ab")) == "12.3%   ab"
    assert filled("{all}", all=List((1, "a"))) == "[1, 'a']"
    assert filled("{d}", {"data_operations": {"d": [LENGTH]}}, d=ANIMALS) == "3"
    assert filled("{c}", {"constants": {"c": True}}) == "True"


@pytest.mark.parametrize(
    ("template", "said"),
    [("{m}", "names m, which is not among the values here: n"), ("{n", "cannot be read"),
     ("{}", "is no name"), ("{n.real}", "is no name"), ("{n[0]}", "is no name"),
     ("{n:9999}", "no format that can be used"), ("{n:{n}}", "no format that can be used"),
     ("{n:x}", "does not fit")],
)  # fmt: skip
def test_a_template_has_no_logic(template, said):
    with pytest.raises(Exception, match=said):
        filled(template, n=Number(3.5))


def test_a_table_has_a_row_for_each_element_and_comes_out_at_the_last():
    rows = [
        {"columns": many(name=Text("a"), n=ANIMALS)},
        {"columns": many(name=Text("=1+1"), n=ANIMALS)},
    ]
    first, last = run_along(
        csv_writer, rows, constants={"where": 'here, "there"'}, column_operations={"n": [LENGTH]}
    )
    assert first.text is None
    written = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", "NOW", last.text.raw)
    assert written == (
        'where,name,n,timestamp\n"here, ""there""",a,3,NOW\n"here, ""there""",\'=1+1,3,NOW\n'
    )
    with pytest.raises(ValidationError, match="timestamp is added anyway"):
        csv_writer.Params(constants={"timestamp": 1})


def read(text, *fields):
    return run_once(json_fields, {"text": Text(text)}, fields=list(fields))


def test_fields_are_read_out_of_json():
    outcome = read('Sure:\n```json\n{"a": 1, "b": ["x"], "c": null}\n```', "b", "a")
    assert (outcome.field_1, outcome.field_2) == (List(("x",)), Number(1))
    assert outcome.failed == Boolean(False)
    missing = read('{"a": 1}', "a", "z")
    assert (missing.field_1, missing.field_2, missing.failed.value) == (Number(1), None, True)
    for broken in ("no json", "[1, 2]", '{"a": NaN}', "[" * 5000):
        assert read(broken, "a").failed == Boolean(True)


def test_the_time_of_a_place_is_told():
    outcome = run_once(current_time, {}, timezone="Asia/Tokyo")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+09:00", outcome.timestamp.value)
    assert outcome.timestamp.value.startswith(f"{outcome.date.value}T{outcome.time.value}")
    with pytest.raises(ValidationError, match="is no time zone"):
        current_time.Params(timezone="../etc/passwd")


def test_values_are_summed_up_and_told_now_and_then():
    modes = {
        "n": ["sum", "avg", "max", "min", "values_difference"],
        "c": ["count", "distinct", "count_distinct", "values_counts"],
    }
    given = [(3, ("a", "b")), (5, ("a",)), (4, ()), (10, ("z",))]
    elements = [{"data": many(n=Number(n), c=List(c))} for n, c in given]
    outcomes = run_along(data_aggregator, elements, modes=modes, interval=3, unit="runs")
    assert all(getattr(outcomes[1], f"result_{n}") is None for n in range(1, 10))
    told = [getattr(outcomes[2], f"result_{n}") for n in range(1, 10)]
    assert [getattr(one, "value", one) for one in told] == [
        12, 4.0, 5, 3, 2, 3, ("a", "b"), 2, {"a": 2, "b": 1},
    ]  # fmt: skip
    assert outcomes[3].result_1 is None


def test_what_cannot_be_summed_up_is_said():
    elements = [{"data": many(n=Text("a"))}]
    (outcome,) = run_along(data_aggregator, elements, modes={"n": ["sum"]})
    assert "needs a number, but got a text" in outcome.error.message


def test_what_is_summed_up_survives_between_the_calls_of_a_session():
    state = data_aggregator._State()
    state.gathered["n"] = data_aggregator.Gathered()
    state.gathered["n"].take(2, {"sum", "values_counts"})
    other = data_aggregator._State()
    other.from_json(state.as_json())
    assert other == state


def test_a_buffer_has_the_newest_first():
    elements = [{"value": Number(n)} for n in range(4)]
    told = [one.entries.value for one in run_along(value_buffer, elements, length=3)]
    assert told == [(0,), (1, 0), (2, 1, 0), (3, 2, 1)]
    padded = run_along(value_buffer, elements[:1], length=3, pad=True)
    assert padded[0].entries.value == (0, None, None)


def test_a_property_fails_alone_with_its_place():
    ok, bad = run_along(
        property_reader, [{"value": Text("a")}, {"value": Number(1)}],
        operations=[op("StringToUpperCase")],
    )  # fmt: skip
    assert ok.result == String("A")
    assert bad.error.message == ("operations[0]: StringToUpperCase needs a text, but got a number.")


def test_a_mistake_in_a_parameter_is_told_with_its_place():
    with pytest.raises(ValidationError, match=r"operations\[0\]: 'SequenceLen' is unknown. Did"):
        property_reader.Params(operations=[op("SequenceLen")])
    with pytest.raises(ValidationError, match=r"n.operations\[0\].cast_to: is missing"):
        expression.Params(data_operations={"n": [op("ToNumber")]})


def test_an_expression_compares_values_that_were_worked_on():
    cases = {
        "type": "CasesDefinition",
        "cases": [
            {
                "type": "CaseDefinition",
                "condition": compare(value(name="n"), "==", value(name="wanted")),
                "result": {"type": "StaticCaseResult", "value": "PASS"},
            }
        ],
        "default": {"type": "StaticCaseResult", "value": "FAIL"},
    }

    def decided(wanted):
        return run_once(
            expression, {"data": many(n=ANIMALS)}, switch=cases,
            data_operations={"n": [LENGTH]}, constants={"wanted": wanted},
        ).result  # fmt: skip

    assert (decided(3), decided(4)) == (String("PASS"), String("FAIL"))
