from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.operators.data import rate_limit
from tests.run_flow import node, run, width


def test_a_rate_limit_lets_one_through():
    nodes = [
        node("r", "rate-limit", {"cooldown_seconds": 5}, value="IN.image"),
        width("w", when=["r.passed"]),
    ]
    assert run(*nodes, wanted="w.result") == [100, None]
    nodes[0]["params"] = {"cooldown_seconds": 0}
    assert run(*nodes, wanted="w.result") == [100, 120]


def test_a_time_below_nothing_is_refused():
    with pytest.raises(ValidationError, match=r"cooldown_seconds\n.*greater than or equal to 0"):
        rate_limit.Params(cooldown_seconds=-1)
