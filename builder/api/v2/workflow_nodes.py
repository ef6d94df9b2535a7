"""Nodes as Clarifai's clients say them: those of a request, and those of a version of ours."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from builder.api.v2.known_models import Meant, find_meant
from builder.api.v2.workflow_errors import NoModelError
from builder.connection_store import AppConnections
from builder.formats.clarifai.nodes import refuse
from builder.formats.clarifai.wiring import Node, graph_of, nodes_of
from builder.model_store import AppModels
from builder.models import Version
from runtime import api
from runtime.contracts.errors import Problem
from runtime.contracts.graph import IN, is_reference, parse_graph, split_source
from runtime.contracts.limits import MAX_NODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from builder.api.v2.kept_beside import Kept
    from builder.models import App
    from builder.permissions import Actor
    from runtime.contracts.graph import NodeSpec


@dataclass(frozen=True)
class ReadNodes:
    """Nodes of a request, understood."""

    nodes: list[Node]
    meant: dict[str, Meant] = field(default_factory=dict)
    """By node, what its model stands for."""

    @property
    def notes(self) -> list[str]:
        """What has no effect here, or another one than there."""
        return [f"{node}: {note}" for node, found in self.meant.items() for note in found.notes]


def read_nodes(actor: Actor, app: App, given: Sequence[Any]) -> ReadNodes:
    """`WorkflowNode` messages.

    Raises a 404 that names every model that is not here, and `InvalidGraphError` for more nodes
    than a graph may have.
    """
    if len(given) > MAX_NODES:  # before any of them is looked for
        told = f"The workflow has {len(given)} nodes; at most {MAX_NODES} are allowed."
        cure = "Remove nodes, or split the work into two workflows."
        refuse([Problem(None, None, "too_many_nodes", told, cure)])
    for item in given:
        if len(item.node_inputs) > MAX_NODES:
            told = f"{item.id[:64]} has {len(item.node_inputs)} node_inputs; a workflow has at most"
            told = f"{told} {MAX_NODES} nodes."
            refuse([Problem(None, None, "too_many_node_inputs", told, "Name each node once.")])
    read = ReadNodes([])
    missing: list[NoModelError] = []
    for item in given:
        try:
            meant = find_meant(actor, app, item)
        except NoModelError as error:
            missing.append(error)
            continue
        waits_for = tuple(named.node_id for named in item.node_inputs)
        read.nodes.append(Node(
            item.id, meant.operator, meant.params, meant.file, waits_for,
            suppressed=item.suppress_output,
        ))  # fmt: skip
        read.meant[item.id] = meant
    if missing:
        told = " ".join(error.message for error in missing)
        raise NoModelError(told, model=missing[0].data["model"])
    return read


def graph_from(read: ReadNodes, kept: Kept) -> dict[str, Any]:
    """The graph of a request's nodes. Raises `InvalidGraphError` with every problem."""
    return ordered(
        graph_of(read.nodes, api.operators(), kept.wires, inputs=kept.inputs, outputs=kept.outputs)
    )


def merged(version: Version, read: ReadNodes) -> list[Node]:
    """The nodes of a version with those of a request in their places, new ones behind them.

    What a node of the request does not say stays as it was: its node_inputs, when it has none.
    """
    left = list(read.nodes)
    whole = []
    for node in unwired(version.pk)[0]:
        new = next((one for one in left if one.id == node.id), None)
        if new is None:
            whole.append(node)
            continue
        left.remove(new)
        whole.append(new if new.waits_for else replace(new, waits_for=node.waits_for))
    return [*whole, *left]


def merged_graph(version: Version, nodes: Sequence[Node], app: App) -> dict[str, Any]:
    """The graph of merged nodes; wires of nodes that say the same as before stay exactly so."""
    before, _ = unwired(version.pk)
    old = {node.id: node for node in before}
    wires = wires_of(version.graph)
    inputs = version.graph["inputs"]
    outputs = version.graph.get("outputs", [])
    graph = graph_of(nodes, api.operators(), wires, inputs=inputs, outputs=outputs)
    exact = [
        {**entry, "inputs": wires[entry["id"]]}
        if entry["id"] in wires and _same_wires(old[entry["id"]], node) else entry
        for entry, node in zip(graph["nodes"], nodes, strict=True)
    ]  # fmt: skip
    kept = {**graph, "nodes": exact}
    broken = api.check_graph(parse_graph(kept), AppModels(app), AppConnections(app))
    return _without_left_inputs(version.graph, ordered(graph if broken else kept))


def _without_left_inputs(before: Mapping[str, Any], graph: dict[str, Any]) -> dict[str, Any]:
    """A call need not bring what no node takes any more."""
    dropped = _taken(before) - _taken(graph)
    return {**graph, "inputs": [one for one in graph["inputs"] if one["name"] not in dropped]}


def _taken(graph: Mapping[str, Any]) -> set[str]:
    """The inputs that nodes take."""
    nodes = parse_graph(graph).nodes
    sources = [source for node in nodes for ends in node.inputs.values() for source in ends]
    sources += [value["$ref"] for node in nodes for value in node.params.values()
                if is_reference(value)]  # fmt: skip
    sources += [source for node in nodes for source in node.when]
    parts = [split_source(source) for source in sources]
    return {part[1] for part in parts if part and part[0] == IN}


def ordered(graph: Mapping[str, Any]) -> dict[str, Any]:
    """The graph with ports and parameters in the order of its operators.

    What came in a message has lost its order, and node_inputs are told in that of the ports.
    """
    nodes = []
    for node in graph["nodes"]:
        operator = api.operators().get(node["operator"])
        told = dict(node)
        if operator is not None and "inputs" in node:
            told["inputs"] = _like(node["inputs"], operator.inputs)
        if operator is not None and "params" in node:
            told["params"] = _like(node["params"], operator.params_type.model_fields)
        nodes.append(told)
    return {**graph, "nodes": nodes}


def _like(told: Mapping[str, Any], order: Iterable[str]) -> dict[str, Any]:
    known = {name: told[name] for name in order if name in told}
    return {**known, **told}


def wires_of(graph: Mapping[str, Any]) -> dict[str, Any]:
    """A graph's wires by node."""
    return {node["id"]: node.get("inputs", {}) for node in graph["nodes"]}


@lru_cache(maxsize=512)
def unwired(version: str) -> tuple[tuple[Node, ...], bool]:
    """A version's nodes, and whether they say all of its wires; worked out once, as it stays."""
    stored = Version.objects.values_list("graph", flat=True).get(pk=version)
    graph, known = parse_graph(ordered(stored)), api.operators()
    if all(node.operator in known for node in graph.nodes):
        nodes, exact = nodes_of(graph, known)
        return tuple(nodes), exact
    return tuple(_as_it_is(node) for node in graph.nodes), False


def _as_it_is(node: NodeSpec) -> Node:
    """A node of a graph with operators that are not installed any more."""
    sources = [split_source(source) for ends in node.inputs.values() for source in ends]
    before = dict.fromkeys(parts[0] for parts in sources if parts and parts[0] != IN)
    file = node.model.model_dump(exclude_none=True) if node.model else None
    return Node(node.id, node.operator, node.params, file, tuple(before))


def _same_wires(old: Node, new: Node) -> bool:
    return (old.operator, old.waits_for) == (new.operator, new.waits_for)
