"""Compiles a clean graph to an immutable plan; running never re-decides what the plan decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import InvalidGraphError
from runtime.contracts.graph import is_reference, split_source, split_wire
from runtime.engine.check import check
from runtime.engine.cycles import upstream
from runtime.engine.params import literals_of, resolve
from runtime.engine.wires import node_lineage, source_lineage, topological

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.catalogue import InputPort, Operator
    from runtime.contracts.graph import GraphSpec, ModelRef, NodeSpec
    from runtime.contracts.model import ModelSource
    from runtime.contracts.operator import OperatorParams
    from runtime.engine.lineage import Lineage


@dataclass(frozen=True)
class Source:
    """Where a wire starts, and the lineage of what flows there."""

    node: str
    port: str
    depth: int


@dataclass(frozen=True)
class Step:
    """One node, bound: everything its execution needs except values."""

    id: str
    operator: Operator
    model: ModelRef | None
    lineage: Lineage
    wires: tuple[tuple[InputPort, Source | None], ...]
    bundles: tuple[tuple[InputPort, tuple[tuple[str, Source], ...]], ...]
    """The wires of ports that take several, each with its name."""
    gates: tuple[Source, ...]
    params: OperatorParams | None
    """The typed parameters when all are literal."""
    literals: Mapping[str, Any]
    references: Mapping[str, Source]
    waits: int
    followers: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """An immutable, runnable workflow."""

    digest: str
    graph: GraphSpec
    steps: Mapping[str, Step]
    first: tuple[str, ...]
    """Steps that wait for nothing but the workflow's inputs."""


def compile_graph(
    graph: GraphSpec, catalogue: Mapping[str, Operator], models: ModelSource, *, added: int = 0
) -> Plan:
    """Check, then bind. Raises `InvalidGraphError` with every problem when there is one.

    So many `added` nodes do not count as the author's.
    """
    problems = check(graph, catalogue, models, added=added)
    if problems:
        count = len(problems)
        more = f" (and {count - 1} more)" if count > 1 else ""
        message = f"{problems[0].message} {problems[0].cure}{more}"
        raise InvalidGraphError(message, problems=[item.as_json() for item in problems])
    waits = upstream(graph)
    followers: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    for node_id, sources in waits.items():
        for source in sources:
            followers[source].append(node_id)
    lineages: dict[str, Lineage] = {}
    steps: dict[str, Step] = {}
    for node_id in topological(graph):
        node = next(node for node in graph.nodes if node.id == node_id)
        operator = catalogue[node.operator]
        lineage = node_lineage(node, operator, graph, catalogue, lineages)
        assert lineage is not None, "check() refuses graphs with a lineage clash"
        lineages[node_id] = lineage

        def bind(source: str) -> Source:
            parts = split_source(source)
            assert parts is not None, "check() refuses malformed sources"
            depth = len(source_lineage(source, graph, catalogue, lineages))
            return Source(parts[0], parts[1], depth)

        references = {
            name: bind(value["$ref"]) for name, value in node.params.items() if is_reference(value)
        }
        literals = literals_of(node, graph)
        steps[node_id] = Step(
            id=node_id,
            operator=operator,
            model=node.model,
            lineage=lineage,
            wires=tuple(
                (port, bind(node.inputs[port.name][0]) if node.inputs.get(port.name) else None)
                for port in operator.inputs.values()
                if not port.many
            ),
            bundles=tuple(
                (port, tuple((own, bind(source)) for own, source in _bundle(node, port.name)))
                for port in operator.inputs.values()
                if port.many
            ),
            gates=tuple(bind(source) for source in node.when),
            params=None if references else resolve(node_id, operator, literals),
            literals=literals,
            references=references,
            waits=len(waits[node_id]),
            followers=tuple(followers[node_id]),
        )
    first = tuple(node_id for node_id, step in steps.items() if step.waits == 0)
    return Plan(graph.digest(), graph, steps, first)


def _bundle(node: NodeSpec, port: str) -> list[tuple[str, str]]:
    """The names and sources of a port's wires, in the graph's order."""
    return [
        (split_wire(key)[1], source)
        for key, sources in node.inputs.items()
        if split_wire(key)[0] == port
        for source in sources
    ]
