"""Plain JSON as values, for what is sent or written by hand: parameters, defaults, literals."""

from __future__ import annotations

from typing import Any

from runtime.contracts.values import (
    Boolean,
    Colors,
    Concepts,
    Image,
    Json,
    List,
    Number,
    Regions,
    String,
    Text,
    Value,
)  # fmt: skip


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


def told(value: Any) -> Any:
    """What a text of JSON says of a value that stands in it; the `default` of `json.dumps`."""
    match value:
        case Number() | Boolean() | String() | Json() | List():
            return value.value
        case Text():
            return value.raw
        case Image():
            return {"kind": value.kind, "width": value.width, "height": value.height}
        case Concepts() | Colors() | Regions():
            return {"kind": value.kind, "count": len(value.items)}
        case Value():
            return {"kind": value.kind}
    message = f"{type(value).__name__} is no JSON"
    raise TypeError(message)
