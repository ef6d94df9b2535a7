"""What operators share that take a query as a parameter: reading it, naming values, answering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Failure
from runtime.query.evaluate import Scope, apply
from runtime.query.parse import parse_cases, parse_operations, parse_statement
from runtime.query.plain import plain_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.values import Many
    from runtime.query.errors import QueryError
    from runtime.query.grammar import Operation


def _operations(written: list[dict[str, Any]]) -> list[dict[str, Any]]:
    parse_operations(written, "operations")
    return written


def _statement(written: dict[str, Any]) -> dict[str, Any]:
    parse_statement(written, "statement")
    return written


def _cases(written: dict[str, Any]) -> dict[str, Any]:
    parse_cases(written, "switch")
    return written


def _by_name(written: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    for name, operations in written.items():
        parse_operations(operations, f"{name}.operations")
    return written


WrittenOperations = Annotated[
    list[dict[str, Any]],
    AfterValidator(_operations),
    Field(json_schema_extra={"widget": "operations"}),
]
"""A chain of operations; a mistake is told with its place."""
WrittenStatement = Annotated[
    dict[str, Any], AfterValidator(_statement), Field(json_schema_extra={"widget": "statement"})
]
WrittenCases = Annotated[
    dict[str, Any], AfterValidator(_cases), Field(json_schema_extra={"widget": "cases"})
]
WrittenByName = Annotated[
    dict[str, list[dict[str, Any]]],
    AfterValidator(_by_name),
    Field(json_schema_extra={"widget": "operations-by-name"}),
]
"""Operations for some of the named values."""
Constants = Annotated[
    dict[str, Any], Field(max_length=100, description="Values that are written down, by name.")
]
ValueOperations = Annotated[
    dict[str, list[dict[str, Any]]],
    Field(
        max_length=100,
        description="Operations on some of the values, by name.",
        json_schema_extra={"widget": "operations-by-name"},
    ),
    AfterValidator(_by_name),
]


def named(wired: Many[Any] | None, constants: Mapping[str, Any]) -> dict[str, Any]:
    """What the wires bring, and what was written down, by name."""
    values = dict(constants)
    if wired is not None:
        values.update({name: plain_of(value) for name, value in wired.by_name().items()})
    return values


def chains(written: Mapping[str, Any]) -> dict[str, list[Operation]]:
    """The operations of each name, read."""
    return {name: parse_operations(one, f"{name}.operations") for name, one in written.items()}


def worked_on(values: Mapping[str, Any], operations: Mapping[str, list[Operation]]) -> Scope:
    """The values, those with operations worked on. Raises `QueryError`."""
    before = Scope(values)
    after = {
        name: apply(chain, before.get(name), before, f"{name}.operations")
        for name, chain in operations.items()
    }
    return Scope({**values, **after}, steps=before.steps)


def failed(error: QueryError, param: str) -> Failure:
    """The element's failure, with the query's own sentence."""
    return Failure(OperatorFailedError(str(error), param=param))
