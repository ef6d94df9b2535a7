"""The fewest nodes that a node has to name so that its wires resolve again."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations
from typing import TYPE_CHECKING

from builder.formats.clarifai.nodes import in_order
from builder.formats.clarifai.offers import ROOT, Known
from builder.formats.clarifai.resolve import resolve
from runtime import api
from runtime.contracts.graph import IN, split_source, split_wire

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from builder.formats.clarifai.nodes import Node
    from builder.formats.clarifai.offers import Lineage, Wires
    from runtime.contracts.catalogue import Operator
    from runtime.contracts.graph import GraphInput

MOST_WAYS = 200
"""So many ways to name the nodes before a node are tried."""


def named(
    nodes: Sequence[Node],
    wires: Mapping[str, Wires],
    inputs: Sequence[GraphInput],
    catalogue: Mapping[str, Operator],
) -> Known | None:
    """The nodes with these very wires, each naming the fewest; None when the wires do not fit."""
    known = Known(catalogue)
    for item in inputs:
        known.add_input(item)
    placed = in_order([replace(node, waits_for=sources(wires[node.id])) for node in nodes])
    if len(placed) < len(nodes):
        return None
    for node in placed:
        mine = wires[node.id]
        lineage = _lineage(node, mine, known)
        if lineage is None:
            return None
        known.keep(replace(node, waits_for=_fewest(node, mine, known)), mine, lineage)
    return known


def sources(wires: Wires) -> tuple[str, ...]:
    """The nodes that feed these ports, in the ports' order."""
    parts = [split_source(source) for found in wires.values() for source in found]
    return tuple(dict.fromkeys(part[0] for part in parts if part and part[0] != IN))


def _fewest(node: Node, wires: Wires, known: Known) -> tuple[str, ...]:
    feeding = sources(wires)
    ways = (
        order
        for size in range(1, len(feeding) + 1)
        for some in combinations(feeding, size)
        for order in permutations(some)
    )
    for _, names in zip(range(MOST_WAYS), ways, strict=False):
        found = resolve(replace(node, waits_for=names), known)
        if {port: [offer.source] for port, offer in found.chosen.items()} == wires:
            return names
    return feeding


def _lineage(node: Node, wires: Wires, known: Known) -> Lineage | None:
    """The fan-outs a node lies within; None when a wire does not fit."""
    operator = known.catalogue[node.operator]
    found = [known.lineage_of(source) for source in node.refers_to()]
    for name, ends in wires.items():
        port = operator.inputs.get(split_wire(name)[0])
        if port is None or not ends or (len(ends) != 1 and not port.many):
            return None
        for end in ends:
            if end not in known.kinds or not port.takes(known.declared(end)):
                return None
            lineage = known.lineage_of(end)
            if port.gathers and len(lineage) == 1 and not port.of_inputs:
                return None
            found.append(lineage[:-1] or ROOT if port.gathers else lineage)
    wired = {split_wire(name)[0] for name in wires}
    if any(port.required and port.name not in wired for port in operator.inputs.values()):
        return None
    return api.combine_lineages(found)
