"""Clarifai's unnamed wires and our typed ones, both ways.

A required port is fed by the nearest output of its kind: of the nodes that the node names first,
then of those before them, at last by the workflow's input of that medium, which is made when
needed. Optional ports are fed by nodes that are named only. What resolves also passes the checker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.formats.clarifai.names import named, sources
from builder.formats.clarifai.nodes import Node, in_order, refuse
from builder.formats.clarifai.offers import MEDIA, ROOT, Known
from builder.formats.clarifai.refusals import why_open
from builder.formats.clarifai.resolve import resolve
from builder.formats.clarifai.shape import shape_problems
from builder.formats.clarifai.suppressed import outputs_of, suppressed_in
from runtime.contracts.errors import InvalidGraphError
from runtime.contracts.graph import IN, GraphInput, parse_graph

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from builder.formats.clarifai.offers import Wires
    from runtime.contracts.catalogue import Operator
    from runtime.contracts.errors import Problem
    from runtime.contracts.graph import GraphSpec

__all__ = ["Node", "Unwired", "graph_of", "nodes_of", "waits_for_of"]


@dataclass(frozen=True)
class Unwired:
    """The wires of a graph as node_inputs."""

    waits_for: dict[str, tuple[str, ...]]
    exact: bool
    """Whether `graph_of` makes the very same graph from them alone."""


def graph_of(
    nodes: Sequence[Node],
    catalogue: Mapping[str, Operator],
    wires: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    *,
    inputs: Sequence[Mapping[str, Any]] = (),
    outputs: Sequence[Mapping[str, str]] = (),
) -> dict[str, Any]:
    """Our graph document for nodes whose wires name no ports.

    `wires`, `inputs` and `outputs` are what our own export kept: wires and outputs are used where
    they still say the same as the nodes. Raises `InvalidGraphError` with every problem.
    """
    refuse(shape_problems(nodes, catalogue))
    declared = [GraphInput.model_validate(dict(item)) for item in inputs]
    known = _kept(nodes, catalogue, wires or {}, declared) or _resolved(nodes, catalogue, declared)
    document = {
        "schema": 1,
        "inputs": [item.model_dump() for item in known.inputs],
        "nodes": [_entry(node, known.wires[node.id]) for node in nodes],
        "outputs": outputs_of(nodes, catalogue, outputs),
    }
    return parse_graph(document).as_json()


def nodes_of(graph: GraphSpec, catalogue: Mapping[str, Operator]) -> tuple[list[Node], bool]:
    """The nodes of a graph as Clarifai says them, and whether they say all of it."""
    known = named(_nodes(graph), _wires(graph), graph.inputs, catalogue)
    if known is None:
        return _nodes(graph), False
    nodes = [known.nodes[node.id] for node in graph.nodes]
    try:
        exact = graph_of(nodes, catalogue) == graph.as_json()
    except InvalidGraphError:
        exact = False
    return nodes, exact


def waits_for_of(graph: GraphSpec, catalogue: Mapping[str, Operator]) -> Unwired:
    """The fewest node_inputs from which the wires resolve again; all sources where none do."""
    nodes, exact = nodes_of(graph, catalogue)
    return Unwired({node.id: node.waits_for for node in nodes}, exact)


def _nodes(graph: GraphSpec) -> list[Node]:
    wires, hidden = _wires(graph), suppressed_in(graph)
    return [
        Node(
            node.id, node.operator, node.params,
            node.model.model_dump(exclude_none=True) if node.model else None,
            sources(wires[node.id]), suppressed=node.id in hidden,
        )
        for node in graph.nodes
    ]  # fmt: skip


def _wires(graph: GraphSpec) -> dict[str, Wires]:
    return {
        node.id: {port: ends for port, ends in node.inputs.items() if ends} for node in graph.nodes
    }


def _kept(
    nodes: Sequence[Node],
    catalogue: Mapping[str, Operator],
    wires: Mapping[str, Mapping[str, Sequence[str]]],
    inputs: Sequence[GraphInput],
) -> Known | None:
    """The kept wires, unless the nodes were changed since."""
    if wires.keys() != {node.id for node in nodes}:
        return None
    exact = {
        name: {port: list(ends) for port, ends in ports.items()} for name, ports in wires.items()
    }
    known = named(nodes, exact, inputs, catalogue)
    if known is None:
        return None
    same = all(set(known.nodes[node.id].waits_for) == set(node.waits_for) for node in nodes)
    return known if same else None


def _resolved(
    nodes: Sequence[Node], catalogue: Mapping[str, Operator], inputs: Sequence[GraphInput]
) -> Known:
    """Every wire found by its kind.

    A first node that takes anything gets the medium with which the rest makes most sense: the
    fewest problems, then the fewest inputs.
    """
    tried: list[tuple[list[Problem], Known]] = []
    for medium in MEDIA:
        known = Known(catalogue, first_medium=medium)
        for item in inputs:
            known.add_input(item)
        tried.append((_resolve_all(nodes, known), known))
        if not known.guessed:
            break
    problems, best = min(tried, key=lambda one: (len(one[0]), len(one[1].inputs)))
    refuse(problems)
    return best


def _resolve_all(nodes: Sequence[Node], known: Known) -> list[Problem]:
    problems: list[Problem] = []
    for node in in_order(nodes):
        found = resolve(node, known)
        problems.extend(why_open(node, found, known))
        for offer in found.chosen.values():
            if offer.node == IN and offer.source not in known.kinds:
                known.add_input(GraphInput.model_validate({"name": offer.port, "type": offer.port}))
        wires = {port: [offer.source] for port, offer in found.chosen.items()}
        known.keep(node, wires, found.lineage or ROOT)
    return problems


def _entry(node: Node, wires: Wires) -> dict[str, Any]:
    model = dict(node.model) if node.model else None
    return {
        "id": node.id, "operator": node.operator, "model": model, "params": dict(node.params),
        "inputs": wires,
    }  # fmt: skip
