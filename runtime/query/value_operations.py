"""Operations on texts, numbers, tables and lists, as they are written.

The names are those of the language, so a class's name is its `type`.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, FiniteFloat, field_validator

from runtime.inference.patterns import MAX_PATTERN_LENGTH, why_bad
from runtime.query.written import Name, Whole, Written


class StringToLowerCase(Written):
    """A text in small letters."""

    type: Literal["StringToLowerCase"]


class StringToUpperCase(Written):
    """A text in capital letters."""

    type: Literal["StringToUpperCase"]


class StringSubSequence(Written):
    """A part of a text, from `start` up to and without `end`; negative ones count from the end."""

    type: Literal["StringSubSequence"]
    start: Whole = 0
    end: Whole = -1


class StringMatches(Written):
    """Whether a regular expression fits somewhere in a text."""

    type: Literal["StringMatches"]
    regex: str = Field(max_length=MAX_PATTERN_LENGTH)

    @field_validator("regex")
    @classmethod
    def _readable(cls, regex: str) -> str:
        why = why_bad(regex)
        if why is not None:
            message = f"is no pattern that can be searched for: {why}"
            raise ValueError(message)
        return regex


class ToString(Written):
    """Anything, as a text."""

    type: Literal["ToString"]


class ToNumber(Written):
    """A text or a yes or no, as a number, whole or not."""

    type: Literal["ToNumber"]
    cast_to: Literal["int", "float"]


class ToBoolean(Written):
    """Whether a value is more than nothing, zero or empty."""

    type: Literal["ToBoolean"]


class NumberRound(Written):
    """A number with so many digits behind the point."""

    type: Literal["NumberRound"]
    decimal_digits: int = Field(ge=-100, le=100)


class Multiply(Written):
    """A number times `other`."""

    type: Literal["Multiply"]
    other: int | FiniteFloat


class Divide(Written):
    """A number divided by `other`."""

    type: Literal["Divide"]
    other: int | FiniteFloat


class RandomNumber(Written):
    """A number between two, drawn anew each time, whatever came before."""

    type: Literal["RandomNumber"]
    min_value: FiniteFloat = 0.0
    max_value: FiniteFloat = 1.0


class LookupTable(Written):
    """What a table has for a value."""

    type: Literal["LookupTable"]
    lookup_table: dict[Any, Any]


class SequenceMap(Written):
    """What a table has for each entry."""

    type: Literal["SequenceMap"]
    lookup_table: dict[Any, Any]


class NumericSequenceAggregate(Written):
    """The least, greatest or sum of a list of numbers; `neutral_value` for an empty one."""

    type: Literal["NumericSequenceAggregate"]
    function: Literal["min", "max", "sum"]
    neutral_value: Any = None


class SequenceAggregate(Written):
    """One entry of a list: at an end, or the most or least common."""

    type: Literal["SequenceAggregate"]
    mode: Literal["first", "last", "most_common", "least_common"]


class SequenceLength(Written):
    """How many entries, characters or detections there are."""

    type: Literal["SequenceLength"]


class SequenceElementsCount(Written):
    """How often each entry occurs."""

    type: Literal["SequenceElementsCount"]


class SequenceJoin(Written):
    """The entries as one text."""

    type: Literal["SequenceJoin"]
    separator: Name = ", "


class ConvertDictionaryToJSON(Written):
    """A mapping as JSON text."""

    type: Literal["ConvertDictionaryToJSON"]


class TimestampToISOFormat(Written):
    """A moment as text, such as 2026-11-21T18:40:00."""

    type: Literal["TimestampToISOFormat"]
