"""Plain JSON as values, for what is sent or written by hand: parameters, defaults, literals."""

from __future__ import annotations

from typing import Any

from runtime.contracts.values import Boolean, Json, List, Number, String, Text, Value


def value_of(data: Any, kind: str = "any") -> Value | None:
    """The value that JSON stands for; None for null. `kind` tells a text from a string."""
    match data:
        case None | Value():
            return data
        case _ if kind in {"json", "dict"}:
            pass
        case bool():
            return Boolean(data)
        case int() | float():
            return Number(data)
        case str():
            return Text(data) if kind == "text" else String(data)
        case list() | tuple():
            return List(tuple(data))
    return Json(data)
