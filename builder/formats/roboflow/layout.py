"""Where the nodes of an imported definition stand: columns along the wires, as ours do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.formats.place_nodes import place_nodes

if TYPE_CHECKING:
    from runtime.contracts.graph import GraphSpec


def tidy_layout(graph: GraphSpec) -> dict[str, Any]:
    """A place for every node, left to right; gates count as wires."""
    return place_nodes(graph)
