"""Places on the canvas for nodes that came without: columns from left to right along the wires."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.contracts.graph import IN, split_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runtime.contracts.graph import GraphSpec

WIDTH, HEIGHT = 220, 190
COLUMN_STEP, ROW_STEP = WIDTH + 60, HEIGHT + 28
"""As the canvas arranges a graph."""

Places = dict[str, dict[str, Any]]


def place_nodes(graph: GraphSpec, layout: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The layout with a place for every node; those that have one stay where they are."""
    before = {node.id: _before(node) for node in graph.nodes}
    kept = dict((layout or {}).get("nodes") or {})
    places: Places = {name: kept[name] for name in (IN, *before) if name in kept}
    for column in _columns(before):
        missing = [name for name in column if name not in places]
        wanted = {name: _height(before.get(name, ()), places) for name in missing}
        ordered = sorted(missing, key=lambda name: wanted[name])
        middle = sum(wanted.values()) / len(wanted) if wanted else 0
        top = middle - (len(ordered) - 1) * ROW_STEP / 2
        for row, name in enumerate(ordered):
            x = max((places[one]["x"] + COLUMN_STEP for one in _known(before, name, places)),
                    default=0)  # fmt: skip
            places[name] = _free(x, round(top + row * ROW_STEP), places)
    return {**(layout or {}), "nodes": places}


def _before(node: Any) -> tuple[str, ...]:
    refs = [value["$ref"] for value in node.params.values()
            if isinstance(value, dict) and isinstance(value.get("$ref"), str)]  # fmt: skip
    sources = [source for ends in node.inputs.values() for source in ends]
    parts = [split_source(source) for source in (*sources, *refs, *node.when)]
    return tuple(dict.fromkeys(part[0] for part in parts if part))


def _columns(before: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Each node right of all that it waits for; a loop's nodes come last."""
    depth = {IN: 0}
    left = dict(before)
    while left:
        ready = [name for name, needs in left.items() if not any(one in left for one in needs)]
        for name in ready or list(left):
            needs = left.pop(name)
            depth[name] = 1 + max((depth.get(one, 0) for one in needs), default=0)
    columns: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
    for name, place in depth.items():
        columns[place].append(name)
    return columns


def _known(before: Mapping[str, Iterable[str]], name: str, places: Places) -> list[str]:
    if name == IN:
        return []
    return [one for one in before[name] if one in places] or ([IN] if IN in places else [])


def _height(needs: Iterable[str], places: Places) -> float:
    """The middle of what feeds it."""
    heights = [places[one]["y"] for one in needs if one in places]
    return sum(heights) / len(heights) if heights else 0


def _free(x: float, y: float, places: Places) -> dict[str, Any]:
    """There, or below, where nothing stands."""
    while any(abs(one["x"] - x) < WIDTH and abs(one["y"] - y) < HEIGHT for one in places.values()):
        y += ROW_STEP
    return {"x": x, "y": y}
