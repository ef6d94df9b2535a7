"""Reads a definition: the graph it means here, or everything that is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.blocks import block_index, suggest
from builder.formats.roboflow.definition import (
    MOST_ENTRIES,
    RawStep,
    check_depth,
    parts_of,
    raw_steps,
)
from builder.formats.roboflow.exact import own_type
from builder.formats.roboflow.fields import read_fields
from builder.formats.roboflow.inner import Inliner, Saved
from builder.formats.roboflow.inputs import inputs_of
from builder.formats.roboflow.join_gates import join_gates
from builder.formats.roboflow.layout import tidy_layout
from builder.formats.roboflow.order import check_order
from builder.formats.roboflow.outputs import Answer, answers_of
from builder.formats.roboflow.params import check_literals
from builder.formats.roboflow.reading import Reading, Step
from builder.formats.roboflow.room import Room
from builder.formats.roboflow.settled import settled
from builder.formats.roboflow.trouble import GRAPH, DefinitionError, Troubles, clip
from runtime.contracts.graph import IN, GraphSpec, NodeSpec, split_source
from runtime.contracts.limits import MAX_NODES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from builder.formats.roboflow.inputs import Input
    from runtime.contracts.blocks import Block
    from runtime.contracts.catalogue import Operator
    from runtime.contracts.graph import ModelRef

__all__ = ["Answer", "DefinitionError", "Imported", "Means", "Saved", "read_definition"]


@dataclass(frozen=True)
class Means:
    """What reading needs from outside."""

    catalogue: Mapping[str, Operator]
    model: Callable[[str], ModelRef | None]
    """One of our models for a model id of theirs."""
    saved: Saved | None = None
    """Saved workflows, for inner workflows that name one."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What a call brings for the parameters; only model ids are looked up here."""


@dataclass(frozen=True)
class Imported:
    """A definition as one of our graphs."""

    graph: GraphSpec
    steps: Mapping[str, tuple[str, Block]]
    """Node id -> the type as it was written, and its block."""
    layout: dict[str, Any]
    answers: tuple[Answer, ...]
    """The outputs in their order, with those that no node gives (the run's id)."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Node id -> the step's name."""
    inputs: tuple[Input, ...] = ()
    """The inputs as they were declared."""


def read_definition(document: object, means: Means) -> Imported:
    """The graph of a definition. Raises `DefinitionError` with everything that is wrong."""
    troubles = Troubles()
    check_depth(document, troubles)
    room = Room(troubles)
    room.take(document)
    outer = parts_of(document, troubles)
    told = len(troubles.found)
    parts = Inliner(means.saved, troubles, room).inline(outer)
    if len(troubles.found) > told or len(parts.steps) > MOST_ENTRIES:
        _check_count(len(parts.steps), troubles)
        troubles.refuse()
    inputs = inputs_of(parts.inputs, troubles)
    raw = raw_steps(parts, troubles)
    _check_count(len(parts.steps), troubles)
    steps, unread = _steps(raw, means, troubles)
    reading = Reading(inputs, steps, unread, means.model, means.values, troubles)
    for step in list(steps.values()):
        read_fields(step, reading)
        check_literals(step, reading)
    steps.update(join_gates(reading, means.catalogue))
    if len(raw) <= MAX_NODES:
        _check_count(len(steps), troubles, joined=True)
    answers = answers_of(parts.outputs, reading)
    check_order(steps, inputs, troubles)
    troubles.refuse()
    graph = GraphSpec(
        inputs=[one.graph_input() for one in inputs.values()],
        nodes=[_node(step) for step in steps.values()],
        outputs=[output for one in answers if (output := one.graph_output()) is not None],
    )
    return Imported(
        graph,
        {step.node: (step.raw.type, step.block) for step in steps.values()},
        tidy_layout(graph),
        tuple(answers),
        {step.node: step.raw.name for step in steps.values()},
        tuple(inputs.values()),
    )


def _steps(
    raw: Sequence[RawStep], means: Means, troubles: Troubles
) -> tuple[dict[str, Step], frozenset[str]]:
    index = block_index(means.catalogue)
    steps: dict[str, Step] = {}
    taken: set[str] = set()
    for one in raw:
        stands = index.get(one.type) or own_type(one.type, one.fields, means.catalogue)
        if stands is None:
            _unknown_type(one, means.catalogue, troubles)
            continue
        node = node_id(one.name, taken)
        taken.add(node)
        operator, block = stands
        steps[one.name] = Step(one, operator, settled(block, one.fields), node)
    return steps, frozenset(one.name for one in raw) - steps.keys()


def node_id(name: str, taken: set[str]) -> str:
    """The step's name as a node's, or the nearest that a node may have."""
    if _may_be(name) and name not in taken:
        return name
    base = re.sub(r"[^\w-]+", "-", name).lstrip("-_")[:56] or "step"
    again, found = 2, base
    while not _may_be(found) or found in taken:
        found, again = f"{base}-{again}", again + 1
    return found


def _may_be(name: str) -> bool:
    try:
        NodeSpec(id=name, operator="x")
    except ValueError:
        return False
    return name != IN and split_source(f"{name}.x") == (name, "x")


def _unknown_type(one: RawStep, catalogue: Mapping[str, Operator], troubles: Troubles) -> None:
    meant = suggest(one.type, catalogue)
    troubles.add(
        "WorkflowSyntaxError", f"{clip(one.name)} has the type {clip(one.type)}, which does not "
        "exist here.",
        f"Did you mean {meant}?" if meant else "GET /workflows/blocks/describe lists the types.",
        block_id=one.name, block_type=one.type, property_name="type",
    )  # fmt: skip


def _check_count(count: int, troubles: Troubles, *, joined: bool = False) -> None:
    if count > MAX_NODES:
        why = " after cases that lead to one step were joined" if joined else (
            ", counted after inner workflows are opened")  # fmt: skip
        troubles.add(
            "WorkflowDefinitionError", f"The workflow has {count} steps{why}; at most {MAX_NODES} "
            "run here.", "Remove steps, or split the work into two workflows.", context=GRAPH,
        )  # fmt: skip


def _node(step: Step) -> NodeSpec:
    return NodeSpec(
        id=step.node, operator=step.operator.id, model=step.model, params=step.params,
        inputs=step.inputs, when=step.when,
    )  # fmt: skip
