"""A block whose properties are all known: those that a step itself names come from its fields."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.params import is_lookalike, to_theirs
from runtime.contracts.blocks import CaseSteps, Setting, Wires

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.blocks import Block
    from runtime.contracts.graph import NodeSpec


def settled(block: Block, fields: Mapping[str, Any]) -> Block:
    """The block of a step with these fields, as they are written."""
    if block.named is None:
        return block
    by_name = dict(fields)
    for own, one in block.fields.items():
        for other in one.also:
            if other in fields:
                by_name.setdefault(own, fields[other])
    with suppress(TypeError):  # fields of another form, which reading tells
        return replace(block, outputs=block.outputs_of(by_name), named=None)
    return replace(block, named=None)


def settled_by_node(block: Block, node: NodeSpec) -> Block:
    """The block of a node, whose parameters say what a step's fields would."""
    if block.named is None:
        return block
    fields: dict[str, Any] = {}
    for name, one in block.fields.items():
        param = one.literals if isinstance(one, Wires) else getattr(one, "param", "")
        value = node.params.get(param) if isinstance(one, Setting | CaseSteps | Wires) else None
        if value is None or is_lookalike(value):
            continue
        with suppress(ValueError):
            fields[name] = to_theirs(one, value) if isinstance(one, Setting) else value
    return settled(block, fields)
