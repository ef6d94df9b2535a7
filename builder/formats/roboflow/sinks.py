"""Switch off the nodes of a graph that send or write something."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.blocks import Block
    from runtime.contracts.catalogue import Operator
    from runtime.contracts.graph import GraphSpec, NodeSpec

ENABLED = "enabled"


def without_sinks(
    graph: GraphSpec, blocks: Mapping[str, Block], catalogue: Mapping[str, Operator]
) -> tuple[GraphSpec, list[str]]:
    """The graph with its sinks switched off, and those that have no switch."""
    nodes, without_switch = [], []
    for node in graph.nodes:
        operator = catalogue[node.operator]
        if not _is_sink(node, operator, blocks):
            nodes.append(node)
        elif ENABLED in operator.params_type.model_fields:
            nodes.append(node.model_copy(update={"params": {**node.params, ENABLED: False}}))
        else:
            nodes.append(node)
            without_switch.append(node.id)
    return graph.model_copy(update={"nodes": nodes}), without_switch


def _is_sink(node: NodeSpec, operator: Operator, blocks: Mapping[str, Block]) -> bool:
    block = blocks.get(node.id)
    return operator.meta.effects == "sends" or (block is not None and block.sink)
