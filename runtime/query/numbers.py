"""Operations on numbers, and what turns something into one."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

from runtime.query import value_operations
from runtime.query.errors import QueryError
from runtime.query.words import needs, word

if TYPE_CHECKING:
    from collections.abc import Callable

    from runtime.query.written import Written


def _to_number(value: Any, how: value_operations.ToNumber) -> float:
    needs(value, (str, int, float), "a text or a number")
    try:
        number = _finite(float(value))
        return int(number) if how.cast_to == "int" else number
    except (ValueError, OverflowError) as error:
        shown = repr(value)[:80]
        message = f"cannot read {shown} as a number."
        raise QueryError(message) from error


def _to_boolean(value: Any, _: value_operations.ToBoolean) -> bool:
    if value is None or isinstance(value, str | int | float | list | tuple | dict):
        return bool(value)
    message = f"cannot say yes or no of {word(value)}."
    raise QueryError(message)


def _rounded(value: Any, how: value_operations.NumberRound) -> float:
    return round(_number(value), how.decimal_digits)


def _multiplied(value: Any, how: value_operations.Multiply) -> float:
    return _finite(_number(value) * how.other)


def _divided(value: Any, how: value_operations.Divide) -> float:
    number = _number(value)
    if how.other == 0:
        message = f"cannot divide {number:g} by zero."
        raise QueryError(message)
    return _finite(number / how.other)


def _drawn(_: Any, how: value_operations.RandomNumber) -> float:
    if how.min_value == how.max_value:
        return how.min_value
    spread = abs(how.max_value - how.min_value)
    return how.min_value + random.random() * spread  # noqa: S311 - a sample, not a secret


def _number(value: Any) -> float:
    return needs(value, (int, float), "a number")


def _finite(number: float) -> float:
    try:
        fits = math.isfinite(float(number))
    except OverflowError:
        fits = False
    if not fits:
        message = "comes to a number that cannot be written."
        raise QueryError(message)
    return number


OPERATIONS: dict[type[Written], Callable[[Any, Any], Any]] = {
    value_operations.ToNumber: _to_number,
    value_operations.ToBoolean: _to_boolean,
    value_operations.NumberRound: _rounded,
    value_operations.Multiply: _multiplied,
    value_operations.Divide: _divided,
    value_operations.RandomNumber: _drawn,
}
