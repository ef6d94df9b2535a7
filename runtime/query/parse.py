"""Reads a query that was written as JSON; a mistake is told with its place and what was meant."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from runtime.contracts.limits import MAX_JSON_DEPTH, MAX_QUERY_PARTS
from runtime.query.errors import QueryError
from runtime.query.grammar import CasesDefinition, Operation, StatementGroup

T = TypeVar("T")

_LATER = ConfigDict(defer_build=True)
_OPERATIONS: TypeAdapter[list[Operation]] = TypeAdapter(list[Operation], config=_LATER)
_STATEMENT: TypeAdapter[StatementGroup] = TypeAdapter(StatementGroup)
_CASES: TypeAdapter[CasesDefinition] = TypeAdapter(CasesDefinition)


def parse_operations(written: Any, place: str = "operations") -> list[Operation]:
    """A chain of operations. Raises `QueryError`."""
    return _parse(_OPERATIONS, written, place)


def parse_statement(written: Any, place: str = "statement") -> StatementGroup:
    """A condition; a single statement stands for a group of one. Raises `QueryError`."""
    if isinstance(written, dict) and written.get("type") in {"BinaryStatement", "UnaryStatement"}:
        written = {"type": "StatementGroup", "statements": [written]}
    return _parse(_STATEMENT, written, place)


def parse_cases(written: Any, place: str = "switch") -> CasesDefinition:
    """Cases with their results. Raises `QueryError`."""
    return _parse(_CASES, written, place)


def _parse(adapter: TypeAdapter[T], written: Any, place: str) -> T:
    parts = _parts(written, place, 0)
    if parts > MAX_QUERY_PARTS:
        message = f"has {parts} operations and statements; at most {MAX_QUERY_PARTS} are allowed."
        raise QueryError(message, place)
    try:
        return adapter.validate_python(written)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = _place_of(written, first["loc"], place, missing=first["type"] == "missing")
        raise QueryError(_sentence(first), where) from error


def _parts(written: Any, place: str, depth: int) -> int:
    """How many typed parts there are. Raises when they lie too deep within one another."""
    if depth > MAX_JSON_DEPTH:
        message = f"is nested more than {MAX_JSON_DEPTH} levels deep. Write it flatter."
        raise QueryError(message, place)
    if isinstance(written, dict):
        return ("type" in written) + sum(
            _parts(item, place, depth + 1) for item in written.values()
        )
    if isinstance(written, list | tuple):
        return sum(_parts(item, place, depth + 1) for item in written)
    return 0


def _place_of(written: Any, loc: tuple[Any, ...], place: str, *, missing: bool) -> str:
    """Such as `operations[2].comparator`: pydantic's path without the names of its unions."""
    at = written
    for index, step in enumerate(loc):
        if isinstance(step, int) and isinstance(at, list | tuple) and step < len(at):
            place, at = f"{place}[{step}]", at[step]
        elif isinstance(at, dict) and step in at:
            place, at = f"{place}.{step}", at[step]
        elif missing and index == len(loc) - 1:
            place = f"{place}.{step}"
    return place


def _sentence(error: Any) -> str:
    found, context = error["input"], error.get("ctx", {})
    if error["type"] == "union_tag_invalid":
        known = [name.strip(" '") for name in context["expected_tags"].split("', '")]
        return _unknown(str(context["tag"]), known)
    if error["type"] == "union_tag_not_found":
        return "needs a type, such as " + str(_expected(error)) + "."
    if error["type"] == "literal_error" and isinstance(found, str):
        known = [name.strip(" '") for name in _alternatives(context["expected"])]
        return _unknown(found, known)
    if error["type"] == "missing":
        return "is missing."
    if error["type"] == "value_error":
        return f"{context['error']}."
    return f"is {_shown(found)}: {error['msg']}."


def _expected(error: Any) -> str:
    """A word for what was wanted where nothing said its type."""
    return "{'type': ...}" if isinstance(error["input"], dict) else "an object with a type"


def _alternatives(expected: str) -> list[str]:
    return expected.replace("' or '", "', '").split("', '")


def _unknown(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    if close:
        return f"{_shown(name)} is unknown. Did you mean {close[0]}?"
    listed = ", ".join(known)
    return f"{_shown(name)} is unknown. It may be: {listed}."


def _shown(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else f"{shown[:77]}..."
