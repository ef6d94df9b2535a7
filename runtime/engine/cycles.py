"""Finds a cycle among a graph's wires and parameter references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.contracts.graph import IN, is_reference, split_source

if TYPE_CHECKING:
    from runtime.contracts.graph import GraphSpec, NodeSpec


def sources_of(node: NodeSpec) -> list[str]:
    """Every `"node.port"` this node waits for: its wires, parameter references and gates."""
    wired = [source for sources in node.inputs.values() for source in sources]
    referred = [value["$ref"] for value in node.params.values() if is_reference(value)]
    return wired + referred + node.when


def upstream(graph: GraphSpec) -> dict[str, list[str]]:
    """The existing nodes that each node waits for, without doubles, in wire order."""
    names = {node.id for node in graph.nodes} - {IN}
    waits: dict[str, list[str]] = {}
    for node in graph.nodes:
        parts = [split_source(source) for source in sources_of(node)]
        waits[node.id] = list(dict.fromkeys(p[0] for p in parts if p and p[0] in names))
    return waits


def find_cycle(graph: GraphSpec) -> list[str]:
    """The nodes of one cycle in flow order, or an empty list."""
    waits = upstream(graph)
    clear: set[str] = set()
    for start in waits:
        trail: list[str] = []
        cycle = _walk(start, waits, clear, trail)
        if cycle:
            return cycle
    return []


def _walk(start: str, waits: dict[str, list[str]], clear: set[str], trail: list[str]) -> list[str]:
    stack = [(start, iter(waits[start]))]
    trail.append(start)
    while stack:
        node, rest = stack[-1]
        following = next((name for name in rest if name not in clear), None)
        if following is None:
            clear.add(node)
            stack.pop()
            trail.pop()
        elif following in trail:
            return list(reversed(trail[trail.index(following) :]))
        else:
            stack.append((following, iter(waits[following])))
            trail.append(following)
    return []
