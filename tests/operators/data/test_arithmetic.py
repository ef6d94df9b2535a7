from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.contracts.values import (
    Number,
)
from runtime.operators.data import arithmetic
from runtime.operators.data.arithmetic import Inputs, Params
from tests.contexts import context_for


def run(*batch: Inputs, **params: object):
    return arithmetic.run(batch, Params(**params), context_for(arithmetic))


@pytest.mark.parametrize(
    ("operation", "number", "by", "expected"),
    [
        ("add", 7, 2, 9),
        ("subtract", 7, 2, 5),
        ("multiply", 7, 2, 14),
        ("divide", 7, 2, 3.5),
        ("remainder", 7, 2, 1),
        ("power", 2, 10, 1024),
        ("smaller", 7, 2, 2),
        ("larger", 7, 2, 7),
        ("round", 3.14159, 2, 3.14),
        ("round", 1234, -2, 1200),
        ("absolute", -3, 0, 3),
        ("square root", 9, 0, 3),
    ],
)
def test_numbers_are_computed(operation: str, number: float, by: float, expected: float):
    assert run(Inputs(Number(number)), operation=operation, by=by)[0].number == Number(expected)
    wired = run(Inputs(Number(number), Number(by)), operation=operation, by=99)[0]
    assert wired.number == Number(expected)


@pytest.mark.parametrize(
    ("operation", "number", "by", "words"),
    [
        ("divide", 1, 0, "divided by zero"),
        ("remainder", 1, 0, "divided by zero"),
        ("square root", -1, 0, "no result"),
        ("power", 10, 1e6, "no result"),
        ("power", -1, 0.5, "no result"),
        ("multiply", 1e300, 1e10, "no result"),
    ],
)
def test_what_has_no_result_fails_alone(operation: str, number: float, by: float, words: str):
    failed, fine = run(
        Inputs(Number(number)), Inputs(Number(1), Number(1)), operation=operation, by=by
    )
    assert isinstance(failed, Failure)
    assert words in failed.error.message
    assert not isinstance(fine, Failure)


@pytest.mark.parametrize("wrong", [{"operation": "eval"}, {"by": 1e13}, {"by": float("nan")}])
def test_params_out_of_bounds_are_refused(wrong: dict[str, object]):
    with pytest.raises(ValidationError):
        Params(**wrong)
