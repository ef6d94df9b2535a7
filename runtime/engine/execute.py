"""Executes one step: groups its elements by parameters and calls the operator for each group.

The frames of a video go to the operator in portions (`portions.py`), and so do elements to one that
splits them (`fan_out.py`).
"""

from __future__ import annotations

import json
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import OperatorFailedError, WeftError
from runtime.contracts.limits import MAX_ELEMENTS_PER_NODE
from runtime.engine.batch import NodeResult
from runtime.engine.common import for_all
from runtime.engine.fan_out import FanOut
from runtime.engine.gather import gather
from runtime.engine.lineage import OF_INPUT
from runtime.engine.places import places_of
from runtime.engine.portions import Packer, decoded_bytes, portions
from runtime.engine.scatter import scatter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from runtime.contracts.operator import Context, OperatorParams, Place
    from runtime.contracts.values import Anchor
    from runtime.engine.gather import Elements
    from runtime.engine.lineage import Key, Lineage
    from runtime.engine.plan import Step
    from runtime.engine.session import Along, Session
    from runtime.engine.state import RunState


def execute(
    step: Step, state: RunState, context: Context, session: Session | None = None
) -> NodeResult:
    """Compute the step for every element. Raises `WeftError` when the whole node fails."""
    begun = perf_counter()
    along = None
    if session is not None and step.operator.meta.keeps_state:
        along = session.along(step.id, step.lineage, state.anchors)
        context = along.lend(context)
    elements = gather(step, state)
    if len(elements.keys) > MAX_ELEMENTS_PER_NODE:
        message = (
            f"{step.id} would have to compute {len(elements.keys)} elements; at most "
            f"{MAX_ELEMENTS_PER_NODE} are allowed. Keep fewer regions or frames before it."
        )
        raise OperatorFailedError(message, node=step.id)
    outcomes: list[Any] = [None] * len(elements.keys)
    each_bytes = decoded_bytes(elements.inputs[0]) if _may_be_packed(step, elements) else 0
    packer, fan_out = Packer(), FanOut(step)
    for params, group in _groups(elements, in_order=step.operator.meta.keeps_state):
        for members in fan_out.portions(group):
            for portion in portions(members, each_bytes):
                for index, answer in _call(step, elements, portion, params, context, state, along):
                    fan_out.count(answer)
                    outcomes[index] = packer.pack(answer) if each_bytes else answer
    result = scatter(step, elements, outcomes)
    if step.id in state.common:
        result = for_all(result, state.input_count)
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


def _may_be_packed(step: Step, elements: Elements) -> bool:
    return len(step.lineage) > 1 and len(elements.keys) > 1


def _call(
    step: Step,
    elements: Elements,
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
    progress: Callable[[int, int], None], members: Sequence[int], elements: Elements
) -> Callable[[int, int], None]:
    """Progress of a portion as that of the whole node."""
    before, total = members[0], len(elements.keys)
    return lambda done, _: progress(before + done, total)


def _groups(
    elements: Elements, *, in_order: bool
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
