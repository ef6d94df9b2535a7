"""Executes one step: gathers its elements, groups them by parameters, calls the operator, scatters.

The frames of a video go to the operator in portions (`portions.py`).

Per-element rules: an element whose required input is absent is absent too; one whose input failed
is failed with the same cause; an operator's `None` ends the branch there, a `Failure` fails that
element.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import OperatorFailedError, WeftError
from runtime.contracts.limits import MAX_ELEMENTS_PER_NODE
from runtime.contracts.operator import Context, Failure
from runtime.contracts.values import (
    All,
    Anchor,
    Boolean,
    Concepts,
    Each,
    Json,
    List,
    Many,
    Number,
    String,
    Text,
    Value,
)  # fmt: skip
from runtime.engine.batch import Batch, NodeResult
from runtime.engine.fit import fit
from runtime.engine.lineage import OF_INPUT, ROOT
from runtime.engine.params import resolve
from runtime.engine.places import places_of
from runtime.engine.portions import Packer, decoded_bytes, portions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from runtime.contracts.operator import OperatorParams, Place
    from runtime.engine.lineage import Key, Lineage
    from runtime.engine.plan import Source, Step
    from runtime.engine.session import Along, Session


@dataclass
class RunState:
    """The values so far. Written by the loop's thread only."""

    inputs: Mapping[str, Batch]
    input_count: int
    results: dict[str, NodeResult] = field(default_factory=dict)
    anchors: dict[Lineage, Mapping[Key, Anchor]] = field(default_factory=dict)
    _whole: dict[tuple[str, str], All[Value]] = field(default_factory=dict)
    _children: dict[Lineage, Mapping[Key, Sequence[Key]]] = field(default_factory=dict)
    """Made of `anchors` when first asked for; two threads that ask at once make the same."""

    def batch(self, source: Source) -> Batch:
        """What flows from a source."""
        if source.node == "IN":
            return self.inputs[source.port]
        return self.results[source.node].outputs[source.port]

    def errors(self, source: Source) -> Mapping[Key, WeftError]:
        """The failed elements at a source."""
        if source.node == "IN":
            return {}
        return self.results[source.node].errors

    def keys(self, lineage: Lineage) -> Sequence[Key]:
        """Every element of a lineage, in order."""
        if lineage == ROOT:
            return [(index,) for index in range(self.input_count)]
        return list(self.anchors[lineage])

    def of_inputs(self, source: Source) -> All[Value]:
        """What all inputs of the call brought to a source: one object for all that gather it."""
        found = self._whole.get((source.node, source.port))
        if found is None:
            items, keys = self.batch(source).items, self.keys(ROOT)
            found = All(tuple(items.get(key) for key in keys), (Anchor(),) * len(keys))
            self._whole[source.node, source.port] = found
        return found

    def children(self, lineage: Lineage) -> Mapping[Key, Sequence[Key]]:
        """The elements of a fan-out by the element that each came from, in order."""
        found = self._children.get(lineage)
        if found is None:
            grouped: dict[Key, list[Key]] = {}
            for child in self.anchors[lineage]:
                grouped.setdefault(child[:-1], []).append(child)
            found = self._children[lineage] = grouped
        return found

    def keep(self, node: str, result: NodeResult) -> None:
        """Store a finished node's result, and the new elements it made."""
        self.results[node] = result
        for lineage, anchors in result.above.items():
            self.anchors.setdefault(lineage, anchors)
        if result.anchors:
            self.anchors[(*result.lineage, node)] = result.anchors
        elif any(len(batch.lineage) > len(result.lineage) for batch in result.outputs.values()):
            self.anchors[(*result.lineage, node)] = {}


@dataclass
class _Elements:
    """What one step is to compute."""

    keys: list[Key] = field(default_factory=list)
    inputs: list[Any] = field(default_factory=list)
    params: list[OperatorParams] = field(default_factory=list)
    errors: dict[Key, WeftError] = field(default_factory=dict)


def execute(
    step: Step, state: RunState, context: Context, session: Session | None = None
) -> NodeResult:
    """Compute the step for every element. Raises `WeftError` when the whole node fails."""
    begun = perf_counter()
    along = None
    if session is not None and step.operator.meta.keeps_state:
        along = session.along(step.id, step.lineage, state.anchors)
        context = along.lend(context)
    elements = _gather(step, state)
    if len(elements.keys) > MAX_ELEMENTS_PER_NODE:
        message = (
            f"{step.id} would have to compute {len(elements.keys)} elements; at most "
            f"{MAX_ELEMENTS_PER_NODE} are allowed. Keep fewer regions or frames before it."
        )
        raise OperatorFailedError(message, node=step.id)
    outcomes: list[Any] = [None] * len(elements.keys)
    each_bytes = decoded_bytes(elements.inputs[0]) if _may_be_packed(step, elements) else 0
    packer = Packer()
    for params, members in _groups(elements, in_order=step.operator.meta.keeps_state):
        if each_bytes:
            for portion in portions(members, each_bytes):
                for index, answer in _call(step, elements, portion, params, context, state, along):
                    outcomes[index] = packer.pack(answer)
        else:
            for index, answer in _call(step, elements, members, params, context, state, along):
                outcomes[index] = answer
    result = _scatter(step, elements, outcomes)
    model = context.model
    return NodeResult(
        outputs=result.outputs,
        errors=result.errors,
        lineage=step.lineage,
        anchors=result.anchors,
        above=_of_inputs(step, state),
        ms=(perf_counter() - begun) * 1000,
        provider=model.provider if model is not None else None,
        elements=len(elements.keys),
        left=session.left_by(along, context) if session is not None and along else None,
    )


def _of_inputs(step: Step, state: RunState) -> Mapping[Lineage, Mapping[Key, Anchor]]:
    """The fan-outs above it that came in with the workflow's inputs: no node tells of those."""
    if not any(name.startswith(OF_INPUT) for name in step.lineage):
        return {}
    depths = range(2, len(step.lineage) + 1)
    return {
        step.lineage[:depth]: state.anchors[step.lineage[:depth]]
        for depth in depths
        if step.lineage[depth - 1].startswith(OF_INPUT)
    }


def _may_be_packed(step: Step, elements: _Elements) -> bool:
    return len(step.lineage) > 1 and len(elements.keys) > 1


def _call(
    step: Step,
    elements: _Elements,
    members: Sequence[int],
    params: OperatorParams,
    context: Context,
    state: RunState,
    along: Along | None,
) -> Iterable[tuple[int, Any]]:
    """Call the operator with these elements; answers their outcomes by their index."""
    meta = step.operator.meta
    if meta.keeps_state or meta.effects != "none":
        keys = [elements.keys[index] for index in members]
        context = replace(
            context,
            along=_along(step, keys, state, along) if meta.keeps_state else (),
            places=tuple(".".join(map(str, key)) for key in keys),
        )
    if len(members) < len(elements.keys):
        context = replace(context, progress=_within(context.progress, members, elements))
    batch = [elements.inputs[index] for index in members]
    try:
        return zip(members, step.operator.call(batch, params, context), strict=True)
    except (WeftError, MemoryError):
        raise
    except Exception as error:
        message = f"{step.id} stopped on an unexpected fault in {step.operator.id}."
        raise OperatorFailedError(message, node=step.id) from error


def _along(
    step: Step, keys: Sequence[Key], state: RunState, along: Along | None
) -> Sequence[Place]:
    if along is not None:
        return along.places(keys)
    return places_of(step.lineage, keys, state.anchors)


def _within(
    progress: Callable[[int, int], None], members: Sequence[int], elements: _Elements
) -> Callable[[int, int], None]:
    """Progress of a portion as that of the whole node."""
    before, total = members[0], len(elements.keys)
    return lambda done, _: progress(before + done, total)


def _gather(step: Step, state: RunState) -> _Elements:
    elements = _Elements()
    make = step.operator.input_type
    for key in state.keys(step.lineage):
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


def _groups(
    elements: _Elements, *, in_order: bool
) -> Iterator[tuple[OperatorParams, Sequence[int]]]:
    """Elements of equal parameters; with `in_order` only as far as they stand together."""
    if not elements.keys:
        return
    first = elements.params[0]
    if all(params is first for params in elements.params):
        yield first, range(len(elements.keys))
        return
    groups: dict[Any, tuple[OperatorParams, list[int]]] = {}
    last, stretch = "", 0
    for index, params in enumerate(elements.params):
        mark = json.dumps(params.model_dump(mode="json"), sort_keys=True)
        stretch += in_order and mark != last
        last = mark
        groups.setdefault((stretch, mark), (params, []))[1].append(index)
    yield from groups.values()


def _scatter(step: Step, elements: _Elements, outcomes: Sequence[Any]) -> NodeResult:
    errors = dict(elements.errors)
    anchors: dict[Key, Anchor] = {}
    items: dict[str, dict[Key, Value]] = {name: {} for name in step.operator.outputs}
    for key, outcome in zip(elements.keys, outcomes, strict=True):
        if isinstance(outcome, Failure):
            errors[key] = outcome.error
            continue
        if outcome is None:
            continue
        for name, port in step.operator.outputs.items():
            value = getattr(outcome, name)
            if value is None:
                continue
            if port.fans_out:
                _fan_out(value, key, items[name], anchors)
            else:
                items[name][key] = value
    outputs = {
        name: Batch((*step.lineage, step.id) if port.fans_out else step.lineage, items[name])
        for name, port in step.operator.outputs.items()
    }
    return NodeResult(outputs=outputs, errors=errors, lineage=step.lineage, anchors=anchors)


def _fan_out(
    each: Each[Value], key: Key, items: dict[Key, Value], anchors: dict[Key, Anchor]
) -> None:
    for index, value in enumerate(each.values):
        child = (*key, index)
        if value is not None:
            items[child] = value
        anchors[child] = each.anchors[index] if index < len(each.anchors) else Anchor()
