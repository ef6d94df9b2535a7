"""Checks the wires: both ends exist, types fit, required ports are connected, lineages agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.contracts.graph import IN, is_reference, node_of, split_source, split_wire
from runtime.contracts.kinds import phrase
from runtime.engine.cycles import upstream
from runtime.engine.lineage import ROOT, combine, input_lineage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.catalogue import InputPort, Operator
    from runtime.contracts.graph import GraphSpec, NodeSpec
    from runtime.engine.findings import Findings
    from runtime.engine.lineage import Lineage

PARAMETER_KINDS = {"dict": "json"}


def input_kind(graph_type: str) -> str:
    """The value kind of a workflow input's type."""
    return PARAMETER_KINDS.get(graph_type, graph_type)


def source_kinds(
    graph: GraphSpec, catalogue: Mapping[str, Operator], source: str
) -> frozenset[str] | None:
    """The kinds that flow from `"node.port"`; None when no such port exists."""
    parts = split_source(source)
    if parts is None:
        return None
    if parts[0] == IN:
        for item in graph.inputs:
            if item.name == parts[1]:
                return frozenset({input_kind(item.type)})
        return None
    node = next((node for node in graph.nodes if node.id == parts[0]), None)
    operator = catalogue.get(node.operator) if node else None
    if operator is None or parts[1] not in operator.outputs:
        return None
    return operator.outputs[parts[1]].kinds


def check_wires(graph: GraphSpec, catalogue: Mapping[str, Operator], findings: Findings) -> None:
    """Report unknown ports, dangling and mistyped wires, and required ports left open."""
    unknown = {node.id for node in graph.nodes if node.operator not in catalogue}
    for node in graph.nodes:
        operator = catalogue.get(node.operator)
        if operator is None:
            continue
        for key, sources in node.inputs.items():
            port_name, own = split_wire(key)
            port = operator.inputs.get(port_name)
            if port is None or (own and not port.many):
                findings.add(
                    node.id, port_name, "unknown_port",
                    f"{node.id} has no input named {port_name}.",
                    f"Its inputs are: {', '.join(operator.inputs) or 'none'}.",
                )  # fmt: skip
                continue
            if len(sources) > 1 and not port.many:
                findings.add(
                    node.id, port_name, "several_sources",
                    f"{len(sources)} wires end on {port_name} of {node.id}; it takes one.",
                    "Remove all but one of these wires.",
                )  # fmt: skip
            for source in sources:
                if node_of(source) not in unknown:
                    _check_wire(graph, catalogue, node, port, source, findings)
        for source in node.when:
            if node_of(source) not in unknown:
                _check_gate(graph, catalogue, node, source, findings)
        _check_required(node, operator, findings)


def _check_wire(
    graph: GraphSpec,
    catalogue: Mapping[str, Operator],
    node: NodeSpec,
    port: InputPort,
    source: str,
    findings: Findings,
) -> None:
    kinds = source_kinds(graph, catalogue, source)
    if kinds is None:
        findings.add(
            node.id, port.name, "dangling_edge",
            f"{port.name} of {node.id} is wired to {source}, which does not exist.",
            "Remove the wire, or connect the port to another output.",
        )  # fmt: skip
    elif not port.takes(kinds):
        findings.add(
            node.id, port.name, "wrong_type",
            f"{node.id} needs {phrase(port.kinds)} on {port.name}; {source} gives {phrase(kinds)}.",
            "Connect an output of that type, or put a node between that makes one.",
        )  # fmt: skip


def _check_gate(
    graph: GraphSpec,
    catalogue: Mapping[str, Operator],
    node: NodeSpec,
    source: str,
    findings: Findings,
) -> None:
    if source_kinds(graph, catalogue, source) is None:
        findings.add(
            node.id, "when", "dangling_gate",
            f"{node.id} waits for {source}, which does not exist.",
            "Remove the gate, or connect it to another output.",
        )  # fmt: skip


def _check_required(node: NodeSpec, operator: Operator, findings: Findings) -> None:
    for port in operator.inputs.values():
        wired = any(ends and split_wire(key)[0] == port.name for key, ends in node.inputs.items())
        if port.required and not wired:
            findings.add(
                node.id, port.name, "missing_input",
                f"{node.id} has nothing on its input {port.name}.",
                f"Draw a wire to it from an output that gives {phrase(port.kinds)}.",
            )  # fmt: skip


def check_lineages(graph: GraphSpec, catalogue: Mapping[str, Operator], findings: Findings) -> None:
    """Report nodes whose wires come from different fan-outs. Needs a graph without cycles."""
    lineages: dict[str, Lineage] = {}
    for node_id in topological(graph):
        node = next(node for node in graph.nodes if node.id == node_id)
        operator = catalogue.get(node.operator)
        if operator is None:
            continue
        found = node_lineage(node, operator, graph, catalogue, lineages)
        if found is None:
            findings.add(
                node.id, None, "lineage_clash",
                f"The inputs of {node.id} come from different fan-outs and cannot be paired.",
                "Wire them from the same crop (or tile, or frame) node.",
            )  # fmt: skip
            found = ROOT
        lineages[node_id] = found


def node_lineage(
    node: NodeSpec,
    operator: Operator,
    graph: GraphSpec,
    catalogue: Mapping[str, Operator],
    lineages: Mapping[str, Lineage],
) -> Lineage | None:
    """The lineage a node's elements have, from those of the nodes before it; None for a clash."""
    found = []
    for key, sources in node.inputs.items():
        port = operator.inputs.get(split_wire(key)[0])
        for source in sources:
            lineage = source_lineage(source, graph, catalogue, lineages)
            if port is not None and port.gathers:
                if len(lineage) == 1 and not port.of_inputs:
                    return None
                lineage = lineage[:-1] or ROOT
            found.append(lineage)
    found.extend(source_lineage(gate, graph, catalogue, lineages) for gate in node.when)
    found.extend(
        source_lineage(value["$ref"], graph, catalogue, lineages)
        for value in node.params.values()
        if is_reference(value)
    )
    return combine(found)


def source_lineage(
    source: str,
    graph: GraphSpec,
    catalogue: Mapping[str, Operator],
    lineages: Mapping[str, Lineage],
) -> Lineage:
    """The lineage of what flows from `"node.port"`; ROOT for an unknown port."""
    parts = split_source(source)
    if parts is not None and parts[0] == IN:
        levels = next((item.levels for item in graph.inputs if item.name == parts[1]), 1)
        return input_lineage(parts[1], levels)
    if parts is None or parts[0] not in lineages:
        return ROOT
    node = next(node for node in graph.nodes if node.id == parts[0])
    operator = catalogue[node.operator]
    port = operator.outputs.get(parts[1])
    lineage = lineages[parts[0]]
    return (*lineage, node.id) if port is not None and port.fans_out else lineage


def topological(graph: GraphSpec) -> list[str]:
    """Node ids so that each follows those it waits for; needs a graph without cycles."""
    waits = upstream(graph)
    ordered: list[str] = []
    placed: set[str] = set()
    remaining = list(waits)
    while remaining:
        ready = [name for name in remaining if all(source in placed for source in waits[name])]
        if not ready:
            return ordered
        ordered.extend(ready)
        placed.update(ready)
        remaining = [name for name in remaining if name not in placed]
    return ordered
