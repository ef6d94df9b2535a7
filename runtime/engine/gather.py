"""Gathers what one step is to compute: its elements, their inputs and their parameters.

An element whose required input is absent is absent too; one whose input failed is failed with the
same cause.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import OperatorFailedError, WeftError
from runtime.contracts.values import (
    All,
    Boolean,
    Concepts,
    Json,
    List,
    Many,
    Number,
    String,
    Text,
    Value,
)
from runtime.engine.common import first_of
from runtime.engine.fit import fit
from runtime.engine.lineage import ROOT
from runtime.engine.params import resolve

if TYPE_CHECKING:
    from runtime.contracts.operator import OperatorParams
    from runtime.engine.lineage import Key
    from runtime.engine.plan import Source, Step
    from runtime.engine.state import RunState


@dataclass
class Elements:
    """What one step is to compute."""

    keys: list[Key] = field(default_factory=list)
    inputs: list[Any] = field(default_factory=list)
    params: list[OperatorParams] = field(default_factory=list)
    errors: dict[Key, WeftError] = field(default_factory=dict)


def gather(step: Step, state: RunState) -> Elements:
    """The elements of a step that have all they need, and why others have not."""
    elements = Elements()
    make, common = step.operator.input_type, step.id in state.common
    for key in first_of(state.keys(step.lineage)) if common else state.keys(step.lineage):
        arguments: dict[str, Any] = {}
        obstacle = _wired(step, state, key, arguments)
        if obstacle is None and (step.bundles or step.gates):
            obstacle = _gated(step, state, key) or _bundled(step, state, key, arguments)
        if obstacle is None:
            params = _params(step, state, key)
            if isinstance(params, WeftError):
                elements.errors[key] = params
            elif params is not None:
                elements.keys.append(key)
                elements.inputs.append(make(**arguments))
                elements.params.append(params)
        elif isinstance(obstacle, WeftError):
            elements.errors[key] = obstacle
    return elements


def _wired(
    step: Step, state: RunState, key: Key, arguments: dict[str, Any]
) -> WeftError | _Absent | None:
    """Add what the ports are given; answers why the element is not to be computed."""
    for port, source in step.wires:
        if source is None:
            continue
        failed = _failed(state, source, key)
        if failed is not None:
            return failed
        value = _collect(state, source, key) if port.gathers else _pick(state, source, key)
        if value is None and not port.accepts_absent:
            return _ABSENT
        fitted = fit(value, port, step.id)
        if isinstance(fitted, WeftError):
            return fitted
        arguments[port.name] = fitted
    return None


class _Absent:
    """Something that a step waits for is not there."""


_ABSENT = _Absent()


def _gated(step: Step, state: RunState, key: Key) -> WeftError | _Absent | None:
    for gate in step.gates:
        failed = _failed(state, gate, key)
        if failed is not None:
            return failed
        if _pick(state, gate, key) is None:
            return _ABSENT
    return None


def _bundled(
    step: Step, state: RunState, key: Key, arguments: dict[str, Any]
) -> WeftError | _Absent | None:
    """Add the ports that take several wires."""
    for port, bundle in step.bundles:
        values = []
        for _, source in bundle:
            failed = _failed(state, source, key)
            if failed is not None:
                return failed
            value = _pick(state, source, key)
            if value is None and not port.accepts_absent:
                return _ABSENT
            fitted = fit(value, port, step.id)
            if isinstance(fitted, WeftError):
                return fitted
            values.append(fitted)
        arguments[port.name] = Many(tuple(values), tuple(name for name, _ in bundle))
    return None


def _pick(state: RunState, source: Source, key: Key) -> Value | None:
    return state.batch(source).items.get(key[: source.depth])


def _collect(state: RunState, source: Source, key: Key) -> All[Value]:
    batch = state.batch(source)
    if batch.lineage == ROOT:
        return state.of_inputs(source)
    anchors = state.anchors[batch.lineage]
    children = state.children(batch.lineage).get(key[: len(batch.lineage) - 1], ())
    return All(
        values=tuple(batch.items.get(child) for child in children),
        anchors=tuple(anchors[child] for child in children),
    )


def _failed(state: RunState, source: Source, key: Key) -> WeftError | None:
    errors = state.errors(source)
    if not errors:
        return None
    return next((errors[key[:n]] for n in range(1, len(key) + 1) if key[:n] in errors), None)


def _params(step: Step, state: RunState, key: Key) -> OperatorParams | WeftError | None:
    if step.params is not None:
        return step.params
    values = dict(step.literals)
    for name, source in step.references.items():
        value = _pick(state, source, key)
        if value is None:
            if source.node != "IN":
                return None
            continue
        values[name] = plain(value)
    try:
        return resolve(step.id, step.operator, values)
    except OperatorFailedError as error:
        return error


def plain(value: Value) -> Any:
    """A value as the plain JSON a parameter takes."""
    match value:
        case Number() | Boolean() | String() | Json():
            return value.value
        case List():
            return list(value.value)
        case Text():
            return value.raw
        case Concepts():
            return [concept.name for concept in value.items]
        case _:
            return value
