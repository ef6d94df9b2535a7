from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    Boolean,
)
from runtime.operators.data import logic
from runtime.operators.data.logic import Inputs, Params
from tests.contexts import context_for


def run(*batch: Inputs, **params: object):
    return logic.run(batch, Params(**params), context_for(logic))


YES, NO = Boolean(True), Boolean(False)


@pytest.mark.parametrize(
    ("held", "answers"),
    [
        ((YES, YES), {"all": True, "any": True, "exactly one": False, "none": False}),
        ((YES, NO), {"all": False, "any": True, "exactly one": True, "none": False}),
        ((NO, NO, None, NO), {"all": False, "any": False, "exactly one": False, "none": True}),
        ((YES,), {"all": True, "any": True, "exactly one": True, "none": False}),
    ],
)
def test_conditions_are_combined(held: tuple, answers: dict[str, bool]):
    for operation, expected in answers.items():
        assert run(Inputs(*held), operation=operation)[0].result.value is expected


def test_an_unknown_operation_is_refused():
    with pytest.raises(ValidationError):
        Params(operation="xor")
