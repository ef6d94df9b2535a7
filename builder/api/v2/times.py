"""Times as Clarifai writes them."""

from __future__ import annotations

from typing import Any


def time_of(at: Any) -> str:
    """RFC 3339 in UTC with six decimals: Clarifai's SDK blanks more than that."""
    return str(at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
