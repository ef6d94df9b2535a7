"""Values of the wires as the language computes with them, and its results as values again."""

from __future__ import annotations

import base64
import math
from datetime import datetime
from typing import Any

from runtime.contracts.plain import value_of
from runtime.contracts.values import (
    Boolean,
    Json,
    List,
    Number,
    Regions,
    String,
    Table,
    Text,
    Value,
)
from runtime.query.detections import Detection
from runtime.query.errors import QueryError
from runtime.query.words import word


def plain_of(value: Value | None) -> Any:
    """A number, text, list ... as it is; pictures, detections and the like stay values."""
    match value:
        case Text():
            return value.raw
        case Number() | Boolean() | String() | Json():
            return value.value
        case List():
            return list(value.value)
        case Table():
            return [dict(zip(value.columns, row, strict=False)) for row in value.rows]
        case _:
            return value


def value_from(result: Any) -> Value | None:
    """A result as a value; None for nothing. Raises `QueryError` for what no wire can carry."""
    return value_of(_settled(result))


def _settled(result: Any) -> Any:  # noqa: PLR0911 - one line for each kind of result
    match result:
        case None | bool() | str() | int():
            return result
        case float():
            if not math.isfinite(result):
                message = "the result is not a number that can be written."
                raise QueryError(message)
            return result
        case datetime():
            return result.isoformat()
        case bytes():
            return base64.b64encode(result).decode()
        case Detection():
            return Regions((result.region,), result.placement)
        case Value():
            return result
        case list() | tuple():
            return [_settled(one) for one in result]
        case dict():
            return {str(key): _settled(one) for key, one in result.items()}
    message = f"{word(result)} cannot be a result."
    raise QueryError(message)
