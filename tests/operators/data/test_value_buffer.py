from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Number
from runtime.operators.data import value_buffer
from tests.contexts import run_along


def test_a_buffer_has_the_newest_first():
    elements = [{"value": Number(n)} for n in range(4)]
    told = [one.entries.value for one in run_along(value_buffer, elements, length=3)]
    assert told == [(0,), (1, 0), (2, 1, 0), (3, 2, 1)]
    padded = run_along(value_buffer, elements[:1], length=3, pad=True)
    assert padded[0].entries.value == (0, None, None)


def test_a_buffer_of_nothing_is_refused():
    with pytest.raises(ValidationError, match=r"length\n.*greater than or equal to 1"):
        value_buffer.Params(length=0)
