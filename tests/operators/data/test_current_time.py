from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from runtime.operators.data import current_time
from tests.contexts import run_once


def test_the_time_of_a_place_is_told():
    outcome = run_once(current_time, {}, timezone="Asia/Tokyo")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+09:00", outcome.timestamp.value)
    assert outcome.timestamp.value.startswith(f"{outcome.date.value}T{outcome.time.value}")
    with pytest.raises(ValidationError, match="is no time zone"):
        current_time.Params(timezone="../etc/passwd")
