"""The nodes that no single picture of a call reaches: there is one of what they give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.contracts.graph import IN, is_reference, split_source

if TYPE_CHECKING:
    from collections.abc import Collection

    from runtime.contracts.graph import GraphSpec, NodeSpec


def common_nodes(
    graph: GraphSpec, single: Collection[str], whole: Collection[tuple[str, str]]
) -> set[str]:
    """Nodes that wait for nothing but each other, inputs of `single` and wires of `whole`."""
    waits = {node.id: _sources_of(node, whole) for node in graph.nodes}
    moving: set[str] = set()
    while True:
        more = {
            name
            for name, sources in waits.items()
            if name not in moving
            and any(node in moving or (node == IN and port not in single) for node, port in sources)
        }
        if not more:
            return set(waits) - moving
        moving |= more


def _sources_of(node: NodeSpec, whole: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
    """What a node waits for: its wires but those of `whole`, its gates, what parameters follow."""
    wired = [ends for wire, ends in node.inputs.items() if (node.id, wire) not in whole]
    sources = [one for ends in wired for one in ends] + list(node.when)
    sources += [one["$ref"] for one in node.params.values() if is_reference(one)]
    return [parts for source in sources if (parts := split_source(source)) is not None]
