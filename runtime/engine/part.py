"""Which nodes a run is about when it is not about all of them. Pure functions over a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.engine.cycles import upstream
from runtime.engine.wires import node_lineage, topological

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from runtime.contracts.catalogue import Operator
    from runtime.contracts.graph import GraphSpec
    from runtime.engine.lineage import Lineage


def ancestors(graph: GraphSpec, targets: Collection[str]) -> set[str]:
    """The targets and every node that one of them waits for."""
    waits = upstream(graph)
    found: set[str] = set()
    front = [node for node in targets if node in waits]
    while front:
        node = front.pop()
        if node not in found:
            found.add(node)
            front.extend(waits[node])
    return found


def spared(graph: GraphSpec, given: Collection[str], targets: Collection[str] = ()) -> set[str]:
    """Nodes that nobody needs, because all that follows them is given.

    Without targets every node that nothing follows is one.
    """
    waits = upstream(graph)
    followed = {source for sources in waits.values() for source in sources}
    needed: set[str] = set()
    front = [node for node in targets if node in waits] or [n for n in waits if n not in followed]
    while front:
        node = front.pop()
        if node not in needed:
            needed.add(node)
            front.extend(() if node in given else waits[node])
    return set(waits) - needed - set(given)


def unchanged(before: GraphSpec, now: GraphSpec) -> set[str]:
    """Nodes that are the same in both graphs, and all that they wait for too."""
    old = {node.id: node for node in before.nodes}
    waits = upstream(now)
    same: set[str] = set()
    if [item.model_dump() for item in before.inputs] != [item.model_dump() for item in now.inputs]:
        return same
    specs = {node.id: node for node in now.nodes}
    for node in topological(now):
        if specs[node] == old.get(node) and all(source in same for source in waits[node]):
            same.add(node)
    return same


def output_depths(graph: GraphSpec, catalogue: Mapping[str, Operator]) -> dict[str, dict[str, int]]:
    """How many fan-outs each output lies within, by node and port. Needs a checked graph."""
    lineages: dict[str, Lineage] = {}
    depths: dict[str, dict[str, int]] = {}
    specs = {node.id: node for node in graph.nodes}
    for name in topological(graph):
        operator = catalogue[specs[name].operator]
        lineage = node_lineage(specs[name], operator, graph, catalogue, lineages)
        assert lineage is not None, "check() refuses graphs with a lineage clash"
        lineages[name] = lineage
        depths[name] = {
            port.name: len(lineage) - 1 + (1 if port.fans_out else 0)
            for port in operator.outputs.values()
        }
    return depths


def lies_within(tree: Any, depth: int) -> bool:
    """Whether a stored output is nested in so many fan-outs; absent and failed ones always are."""
    if tree is None or "error" in tree:
        return True
    if depth == 0:
        return "each" not in tree
    return "each" in tree and all(lies_within(each["value"], depth - 1) for each in tree["each"])
