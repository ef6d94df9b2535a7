"""Computes queries: operations on a value, conditions and cases over named values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from runtime.contracts.limits import MAX_QUERY_STEPS
from runtime.contracts.values import Regions
from runtime.query import (
    classifications,
    frames,
    grammar,
    numbers,
    picture_operations,
    pictures,
    regions,
    sequences,
    texts,
)
from runtime.query.comparing import COMPARATORS, QUESTIONS
from runtime.query.detections import detections_of
from runtime.query.errors import QueryError
from runtime.query.renaming import renamed
from runtime.query.words import entries, needs, word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from runtime.query.written import Written

IN_HAND = "_"
"""The name of the operand that a condition of a filter is about."""


@dataclass
class _Steps:
    """How much was computed."""

    left: int = MAX_QUERY_STEPS


@dataclass(frozen=True)
class Scope:
    """The named values, and how much may still be computed."""

    values: Mapping[str, Any] = field(default_factory=dict)
    steps: _Steps = field(default_factory=_Steps)

    def get(self, name: str) -> Any:
        """A value by its name. Raises `QueryError`."""
        if name in self.values:
            return self.values[name]
        known = ", ".join(self.values) or "none"
        message = f"names {name}, which is not among the values here: {known}."
        raise QueryError(message)

    def about(self, value: Any) -> Scope:
        """The same with another value in hand."""
        return replace(self, values={**self.values, IN_HAND: value})

    def step(self) -> None:
        """Count one. Raises `QueryError` when it was the last."""
        self.steps.left -= 1
        if self.steps.left < 0:
            message = f"takes more than {MAX_QUERY_STEPS:,} steps. Ask for less at a time."
            raise QueryError(message)


def apply(
    operations: Sequence[grammar.Operation],
    value: Any,
    scope: Scope | None = None,
    place: str = "operations",
) -> Any:
    """What the operations make of a value, one after another. Raises `QueryError`."""
    scope = scope or Scope()
    for index, operation in enumerate(operations):
        here = f"{place}[{index}]"
        try:
            scope.step()
            compound = _COMPOUND.get(type(operation))
            if compound is not None:
                value = compound(value, operation, scope, here)
            else:
                value = _SIMPLE[type(operation)](value, operation)
        except QueryError as error:
            named = f"{operation.type} {error.message}"
            raise (error if error.place else QueryError(named, here)) from error
    return value


def holds(statement: grammar.Statement, scope: Scope, place: str = "statement") -> bool:
    """Whether a statement is true of the values. Raises `QueryError`."""
    try:
        scope.step()
        if isinstance(statement, grammar.StatementGroup):
            each = (
                holds(one, scope, f"{place}.statements[{index}]")
                for index, one in enumerate(statement.statements)
            )
            return all(each) if statement.operator == "and" else any(each)
        if isinstance(statement, grammar.UnaryStatement):
            operand = _operand(statement.operand, scope, f"{place}.operand")
            found = QUESTIONS[statement.operator.type](operand)
        else:
            left = _operand(statement.left_operand, scope, f"{place}.left_operand")
            right = _operand(statement.right_operand, scope, f"{place}.right_operand")
            found = _compared(statement.comparator.type, left, right)
    except QueryError as error:
        raise error.at(place) from error
    return found is not statement.negate


def decide(cases: grammar.CasesDefinition, scope: Scope, place: str = "switch") -> Any:
    """The result of the first case that holds, or the default. Raises `QueryError`."""
    for index, case in enumerate(cases.cases):
        here = f"{place}.cases[{index}]"
        if holds(case.condition, scope, f"{here}.condition"):
            return _result(case.result, scope, f"{here}.result")
    return _result(cases.default, scope, f"{place}.default")


def _result(result: grammar.CaseResult, scope: Scope, place: str) -> Any:
    if isinstance(result, grammar.StaticCaseResult):
        return result.value
    try:
        value = scope.get(result.parameter_name)
    except QueryError as error:
        raise error.at(place) from error
    return apply(result.operations or (), value, scope, f"{place}.operations")


def _operand(operand: grammar.Operand, scope: Scope, place: str) -> Any:
    if isinstance(operand, grammar.StaticOperand):
        value = operand.value
    else:
        try:
            value = scope.get(operand.operand_name)
        except QueryError as error:
            raise error.at(place) from error
    return apply(operand.operations, value, scope, f"{place}.operations")


def _compared(comparator: str, left: Any, right: Any) -> bool:
    try:
        return bool(COMPARATORS[comparator](left, right))
    except (TypeError, IndexError, KeyError, AttributeError) as error:
        message = f"cannot compare {word(left)} with {word(right)} by {comparator}."
        raise QueryError(message) from error


def _applied(value: Any, how: grammar.SequenceApply, scope: Scope, place: str) -> list[Any]:
    return [apply(how.operations, one, scope, f"{place}.operations") for one in entries(value)]


def _filtered(value: Any, how: grammar.DetectionsFilter, scope: Scope, place: str) -> Regions:
    found = needs(value, Regions, "detections")
    where = f"{place}.filter_operation"
    kept = [
        one for one in detections_of(found) if holds(how.filter_operation, scope.about(one), where)
    ]
    return regions.kept(found, kept)


def _renamed(value: Any, how: picture_operations.DetectionsRename, scope: Scope, _: str) -> Regions:
    found = needs(value, Regions, "detections")
    names = scope.get(how.class_map) if isinstance(how.class_map, str) else how.class_map
    strict = scope.get(how.strict) if isinstance(how.strict, str) else how.strict
    needs(names, dict, "a mapping of names in class_map")
    needs(strict, bool, "yes or no in strict")
    names = {str(old): str(new) for old, new in names.items()}
    return renamed(found, names, strict=strict, first_number=how.new_classes_id_offset)


_COMPOUND: dict[type[Written], Callable[[Any, Any, Scope, str], Any]] = {
    grammar.SequenceApply: _applied,
    grammar.DetectionsFilter: _filtered,
    picture_operations.DetectionsRename: _renamed,
}
_SIMPLE: dict[type[Written], Callable[[Any, Any], Any]] = {
    **texts.OPERATIONS, **numbers.OPERATIONS, **sequences.OPERATIONS, **pictures.OPERATIONS,
    **classifications.OPERATIONS, **regions.OPERATIONS,
    picture_operations.ExtractFrameMetadata: frames.told,
}  # fmt: skip
