"""Which blocks the nodes of a graph could be: for workflows that were drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.formats.roboflow.settled import settled_by_node
from runtime.contracts.graph import is_reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.blocks import Block
    from runtime.contracts.catalogue import Operator
    from runtime.contracts.graph import GraphSpec, NodeSpec


def blocks_of(graph: GraphSpec, catalogue: Mapping[str, Operator]) -> dict[str, Block]:
    """For each node the first block that fits it; nodes that are none are left out."""
    found = {node.id: _fitting(node, catalogue.get(node.operator)) for node in graph.nodes}
    return {name: block for name, block in found.items() if block is not None}


def _fitting(node: NodeSpec, operator: Operator | None) -> Block | None:
    """The first whose fixed parameters are those of the node."""
    if operator is None:
        return None
    fields = operator.params_type.model_fields
    for block in operator.meta.blocks:
        values = {name: node.params.get(name, fields[name].default) for name in block.fixed
                  if name in fields}  # fmt: skip
        if all(not is_reference(value) and value == block.fixed[name]
               for name, value in values.items()):  # fmt: skip
            return settled_by_node(block, node)
    return None
