"""Clarifai suppresses outputs, we select them: the same said from two sides."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from runtime.contracts.graph import split_source

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from builder.formats.clarifai.nodes import Node
    from runtime.contracts.catalogue import Operator
    from runtime.contracts.graph import GraphSpec

MAX_NAME = 64


def suppressed_in(graph: GraphSpec) -> set[str]:
    """The nodes that a graph's outputs leave out, while they name others."""
    parts = [split_source(output.source) for output in graph.outputs]
    named = {part[0] for part in parts if part}
    return {node.id for node in graph.nodes} - named if named else set()


def outputs_of(
    nodes: Sequence[Node],
    catalogue: Mapping[str, Operator],
    kept: Sequence[Mapping[str, str]] = (),
) -> list[dict[str, str]]:
    """The outputs of a graph that leave out what is suppressed: none when nothing is.

    `kept` are those of our own export, used when they leave out the same nodes.
    """
    shown = [node for node in nodes if not node.suppressed]
    if _names(kept) == {node.id for node in shown}:
        return [dict(output) for output in kept]
    if len(shown) == len(nodes):
        return []
    found: list[dict[str, str]] = []
    for node in shown:
        ports = [one.name for one in catalogue[node.operator].outputs.values() if not one.aside]
        for port in ports:
            name = _as_name(node.id if len(ports) == 1 else f"{node.id}-{port}")
            taken = {output["name"] for output in found}
            found.append({"name": _free(name, taken), "source": f"{node.id}.{port}"})
    return found


def _names(outputs: Sequence[Mapping[str, str]]) -> set[str]:
    parts = [split_source(output.get("source", "")) for output in outputs]
    return {part[0] for part in parts if part}


def _as_name(text: str) -> str:
    """An output's name, narrower than the id of a node: `Übersetzen #2` is Ubersetzen-2."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-_") or "output"


def _free(name: str, taken: Collection[str]) -> str:
    """The name, cut and numbered where it is too long or taken."""
    free, number = name[:MAX_NAME], 2
    while free in taken:
        tail = f"-{number}"
        free, number = name[: MAX_NAME - len(tail)] + tail, number + 1
    return free
