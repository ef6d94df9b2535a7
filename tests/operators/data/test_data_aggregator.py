from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import List, Number, Text
from runtime.operators.data import data_aggregator
from tests.contexts import run_along
from tests.query.samples import many


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


def test_more_results_than_there_are_ports_are_refused():
    ways = ["sum", "avg", "max", "min", "count"]
    with pytest.raises(ValidationError, match="at most 12 results can be told"):
        data_aggregator.Params(modes=dict.fromkeys("abc", ways))
