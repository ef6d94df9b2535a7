from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    Boolean,
    Concepts,
    List,
    Number,
    Regions,
    String,
    Text,
)
from runtime.operators.data import first_present
from runtime.operators.data.first_present import Inputs, Params
from tests.contexts import context_for


def run(*batch: Inputs, **params: object):
    return first_present.run(batch, Params(**params), context_for(first_present))


def test_the_first_that_is_there_goes_on():
    second, third = run(Inputs(None, Text("b"), Text("c")), Inputs(None, None, Number(0)))
    assert second.value == Text("b")
    assert third.value == Number(0)


@pytest.mark.parametrize(
    "empty", [Text(" "), String(""), List(), Concepts(), Regions()], ids=lambda value: value.kind
)
def test_empty_values_can_be_skipped(empty: Any):
    batch = Inputs(empty, None, Boolean(False))
    assert run(batch)[0].value is empty
    assert run(batch, skip_empty=True)[0].value == Boolean(False)


def test_when_nothing_is_there_the_default_goes_on_or_the_branch_ends():
    assert run(Inputs()) == [None]
    assert run(Inputs(), default="nothing")[0].value == Text("nothing")


def test_a_default_that_is_too_long_is_refused():
    with pytest.raises(ValidationError):
        Params(default="a" * 20_001)
