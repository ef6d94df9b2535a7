"""Numbers in sentences about limits."""

from __future__ import annotations

import math


def rounded_up(amount: float) -> float:
    """With one decimal, and never down: what is over a limit must not read like the limit."""
    return math.ceil(amount * 10) / 10
