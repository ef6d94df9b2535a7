"""Ids of rows that the outside sees: 32 hex digits, newer ones sort later."""

from __future__ import annotations

import secrets
import time


def new_id() -> str:
    """48 bits of milliseconds, then 80 random bits."""
    return f"{int(time.time() * 1000):012x}{secrets.token_hex(10)}"
