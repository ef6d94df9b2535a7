from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    Boolean,
    Text,
)
from runtime.operators.data import continue_if
from runtime.operators.data.continue_if import Inputs, Params
from tests.contexts import context_for


def run(*batch: Inputs, **params: object):
    return continue_if.run(batch, Params(**params), context_for(continue_if))


@pytest.mark.parametrize(
    ("condition", "negate", "then"),
    [(True, False, True), (False, False, False), (True, True, False), (False, True, True)],
)
def test_the_value_takes_one_way(condition: bool, negate: bool, then: bool):
    value = Text("a")
    (outcome,) = run(Inputs(value, Boolean(condition)), negate=negate)
    assert outcome.then is (value if then else None)
    assert outcome.otherwise is (None if then else value)


def test_an_unknown_setting_is_refused():
    with pytest.raises(ValidationError):
        Params(condition=True)
