"""Checks a graph and reports ALL problems at once, each with node, port, code, sentence and cure.

Only a graph without problems becomes a plan. The canvas holds the same rules in
`frontend/src/graph`, for an answer while a wire is being drawn.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from runtime.contracts.graph import ALL_PORTS, IN, split_source
from runtime.contracts.limits import MAX_NODES
from runtime.contracts.outside import OFFERS
from runtime.engine.cycles import find_cycle
from runtime.engine.findings import Findings
from runtime.engine.params import check_params
from runtime.engine.wires import check_lineages, check_wires

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.catalogue import Operator
    from runtime.contracts.errors import Problem
    from runtime.contracts.graph import GraphSpec, NodeSpec
    from runtime.contracts.model import ModelSource
    from runtime.contracts.outside import ConnectionList


def check(
    graph: GraphSpec,
    catalogue: Mapping[str, Operator],
    models: ModelSource,
    connections: ConnectionList | None = None,
    *,
    added: int = 0,
) -> list[Problem]:
    """Every reason this graph cannot run, in document order; an empty list means it can.

    Without `connections` nodes are trusted to have theirs: a plan is shared by all apps. So many
    `added` nodes do not count as the author's.
    """
    findings = Findings()
    _check_shape(graph, findings, MAX_NODES + added)
    for node in graph.nodes:
        operator = catalogue.get(node.operator)
        if operator is None:
            findings.add(
                node.id, None, "unknown_operator",
                f"{node.id} uses the operator {node.operator}, which is not installed here.",
                "Choose another node from the palette.",
            )  # fmt: skip
            continue
        _check_available(node, operator, findings)
        _check_model(node, operator, models, findings)
        if connections is not None and operator.meta.connection is not None:
            _check_connection(node, operator, connections, findings)
        check_params(graph, node, operator, catalogue, findings)
    check_wires(graph, catalogue, findings)
    cycle = find_cycle(graph)
    if cycle:
        path = " → ".join([*cycle, cycle[0]])
        findings.add(
            cycle[0], None, "cycle", f"The wires form a cycle: {path}.",
            "Remove one of these wires: a node cannot wait for its own output.",
        )  # fmt: skip
    else:
        check_lineages(graph, catalogue, findings)
    _check_outputs(graph, catalogue, findings)
    return findings.problems


def _check_shape(graph: GraphSpec, findings: Findings, most_nodes: int) -> None:
    if not graph.nodes:
        findings.add(
            None, None, "no_nodes", "The graph has no nodes.", "Drag a node onto the canvas."
        )
    if len(graph.nodes) > most_nodes:
        over = graph.nodes[most_nodes]
        findings.add(
            over.id, None, "too_many_nodes",
            f"The graph has {len(graph.nodes)} nodes; at most {MAX_NODES} are allowed.",
            "Remove nodes, or split the work into two workflows.",
        )  # fmt: skip
    for name, count in Counter(node.id for node in graph.nodes).items():
        if count > 1:
            findings.add(
                name, None, "duplicate_node", f"{count} nodes are named {name}.",
                "Give each node a name of its own.",
            )  # fmt: skip
        if name == IN:
            findings.add(
                name, None, "reserved_name", "IN names the workflow's inputs, not a node.",
                "Give the node another name.",
            )  # fmt: skip
    for name, count in Counter(item.name for item in graph.inputs).items():
        if count > 1:
            findings.add(
                IN, name, "duplicate_input", f"{count} workflow inputs are named {name}.",
                "Give each input a name of its own.",
            )  # fmt: skip


def _check_available(node: NodeSpec, operator: Operator, findings: Findings) -> None:
    reason = operator.why_not()
    if reason:
        findings.add(
            node.id, None, "operator_unavailable", f"{operator.title} cannot run here: {reason}.",
            "Bring what it needs, or choose another node.",
        )  # fmt: skip


def _check_model(
    node: NodeSpec, operator: Operator, models: ModelSource, findings: Findings
) -> None:
    task = operator.meta.task
    if task is None:
        if node.model is not None:
            findings.add(
                node.id, None, "needless_model", f"{operator.title} takes no model.",
                "Remove the model from the node.",
            )  # fmt: skip
        return
    if node.model is None:
        findings.add(
            node.id, None, "missing_model", f"{node.id} has no model.",
            f"Choose a model for {operator.title} on the right, or import one on the app's page, "
            "under Models.",
        )  # fmt: skip
        return
    manifest = models.manifest(node.model)
    if manifest is None:
        findings.add(
            node.id, None, "unknown_model", f"{node.id} uses the model {node.model.id}"
            + (f", version {node.model.version}," if node.model.version else "")
            + " which does not exist here.",
            "Choose another model or version.",
        )  # fmt: skip
    elif manifest.task != task:
        findings.add(
            node.id, None, "wrong_model_task",
            f"{node.id} ({operator.title}) needs a model of the task {task}; {manifest.id} is one "
            f"of the task {manifest.task}.",
            "Choose another model.",
        )  # fmt: skip


def _check_connection(
    node: NodeSpec, operator: Operator, connections: ConnectionList, findings: Findings
) -> None:
    offer = operator.meta.connection or ""
    named = node.params.get("connection", "")
    if not isinstance(named, str):
        return  # check_params reports it
    found = connections.find(named, offer)
    if found is None and named:
        findings.add(
            node.id, "connection", "unknown_connection",
            f"{node.id} uses the connection {named}, which this app does not have, or which does "
            f"not offer {OFFERS[offer]}.",
            "Choose another connection on the right, or add it on the app's page.",
        )  # fmt: skip
    elif found is None:
        findings.add(
            node.id, "connection", "missing_connection",
            f"{operator.title} needs a connection that offers {OFFERS[offer]}; this app has none.",
            "Add a connection on the app's page, under Connections.",
        )  # fmt: skip
    elif (
        "model" in operator.params_type.model_fields
        and not node.params.get("model")
        and not found.models.get(offer)
    ):
        findings.add(
            node.id, "model", "missing_model_name",
            f"{node.id} names no model, and the connection {found.name} has none for "
            f"{OFFERS[offer]}.",
            "Write the model's name on the right, or give the connection a default.",
        )  # fmt: skip


def _check_outputs(graph: GraphSpec, catalogue: Mapping[str, Operator], findings: Findings) -> None:
    operators = {node.id: catalogue.get(node.operator) for node in graph.nodes}
    inputs = {item.name for item in graph.inputs}
    for output in graph.outputs:
        parts = split_source(output.source)
        if parts is not None and parts[0] == IN and parts[1] in inputs:
            continue
        operator = operators.get(parts[0]) if parts else None
        if (
            parts is not None
            and operator is not None
            and parts[1] in (*operator.outputs, ALL_PORTS)
        ):
            continue
        findings.add(
            None, output.name, "dangling_output",
            f"The output {output.name} selects {output.source}, which does not exist.",
            "Select a node's output port.",
        )  # fmt: skip
