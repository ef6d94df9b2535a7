"""The words of the query language, for a page or a palette that lists them."""

from __future__ import annotations

from typing import get_args

from runtime.query.comparing import COMPARATORS, QUESTIONS
from runtime.query.grammar import Operation

_OF_OPERATIONS = ("SequenceApply", "SequenceMap", "DetectionsFilter")


def operations() -> list[tuple[str, bool, str]]:
    """Each operation's name, whether it holds others, and what it does."""
    union = get_args(Operation)[0]
    found = [(get_args(one.model_fields["type"].annotation)[0], one) for one in get_args(union)]
    return [(name, name in _OF_OPERATIONS, _hint(one)) for name, one in found]


def comparisons() -> list[tuple[str, int]]:
    """Each comparison's name, and of how many operands it is."""
    return [*((name, 2) for name in COMPARATORS), *((name, 1) for name in QUESTIONS)]


def _hint(one: type) -> str:
    return (one.__doc__ or "").split("\n", 1)[0]
