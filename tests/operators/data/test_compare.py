from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.contracts.values import (
    Boolean,
    Box,
    Concept,
    Concepts,
    List,
    Number,
    Region,
    Regions,
    String,
    Text,
)
from runtime.operators.data import compare
from runtime.operators.data.compare import Inputs, Params
from tests.contexts import context_for


def run(*batch: Inputs, **params: object):
    return compare.run(batch, Params(**params), context_for(compare))


CONCEPTS = Concepts((Concept("cat", "Cat", 0.2), Concept("dog", "Dog", 0.7)))
REGIONS = Regions((Region("r1", Box(0, 0, 1, 1)), Region("r2", Box(0, 0, 1, 1))))


@pytest.mark.parametrize(
    ("value", "comparison", "than", "expected"),
    [
        (Number(3), "greater than", "2.5", True),
        (Number(3), "greater than", "3", False),
        (Number(3), "at least", "3", True),
        (Number(3), "less than", "10", True),
        (Number(3), "at most", 2, False),
        (Number(3), "equals", "3.0", True),
        (Number(3), "differs from", "3", False),
        (Text("12"), "less than", "9", False),
        (Text("Hello "), "equals", "hello", True),
        (Text("a refund"), "contains", "REFUND", True),
        (Text("a refund"), "does not contain", "refund", False),
        (String("order 7"), "starts with", "order", True),
        (String("order 7"), "ends with", "8", False),
        (Boolean(True), "equals", "yes", True),
        (CONCEPTS, "equals", "dog", True),
        (Concepts(), "equals", "", True),
        (REGIONS, "at least", "2", True),
        (List((1, 2, 3)), "equals", "3", True),
    ],
)
def test_values_are_compared(value: Any, comparison: str, than: str, expected: bool):
    (outcome,) = run(Inputs(value), comparison=comparison, than=than)
    assert outcome.result == Boolean(expected)


def test_a_wired_value_goes_before_the_one_set_here():
    (outcome,) = run(Inputs(Number(3), Number(2)), comparison="greater than", than="9")
    assert outcome.result.value
    (same,) = run(Inputs(Text("2.0"), Number(2)), comparison="equals")
    assert same.result.value


def test_case_can_count():
    assert not run(Inputs(Text("A")), than="a", ignore_case=False)[0].result.value


def test_what_is_no_number_says_so_and_its_neighbours_go_on():
    failed, fine = run(Inputs(Text("many")), Inputs(Text("5")), comparison="greater than", than="1")
    assert isinstance(failed, Failure)
    assert "'many' is no number" in failed.error.message
    assert fine.result.value


def test_an_unknown_comparison_is_refused():
    with pytest.raises(ValidationError):
        Params(comparison="resembles")
