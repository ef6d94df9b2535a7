"""A graph while it is written as a definition: names, blocks, and what is lost on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from builder.formats.roboflow.join_gates import FIRST
from runtime.contracts.blocks import CaseSteps, NextSteps
from runtime.contracts.graph import IN, split_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from runtime.contracts.blocks import Block
    from runtime.contracts.catalogue import Operator
    from runtime.contracts.graph import GraphSpec, ModelRef, NodeSpec


_SAID = re.compile(r"[A-Za-z0-9_-]+")
"""A name that every selector can say."""


@dataclass
class Writing:
    """All that is known while a graph is written."""

    graph: GraphSpec
    catalogue: Mapping[str, Operator]
    titles: Mapping[str, str]
    model_name: Callable[[ModelRef], str]
    names: dict[str, str]
    """Node id -> the step's name."""
    joined: Mapping[str, tuple[str, ...]]
    """Nodes that only join gates of one step, which the file says without a step -> the gates."""
    blocks: dict[str, Block] = field(default_factory=dict)
    unwritten: set[str] = field(default_factory=set)
    """Workflow inputs that the language has no form for."""
    wanted: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    """Workflow input -> the kinds that each field which selects it takes."""
    lost: list[str] = field(default_factory=list)
    exact: bool = False
    """Whether nodes that the language cannot say go along as they are, for who reads it here."""

    @classmethod
    def of(
        cls, graph: GraphSpec, catalogue: Mapping[str, Operator], titles: Mapping[str, str],
        model_name: Callable[[ModelRef], str], *, exact: bool = False,
    ) -> Writing:  # fmt: skip
        """The start."""
        joined = dict(_joins(graph, catalogue))
        return cls(graph, catalogue, titles, model_name, _names(graph), joined, exact=exact)

    def title(self, node: str) -> str:
        """What people call a node."""
        return self.titles.get(node) or node

    def lose(self, node: str, what: str) -> None:
        """Note that something of a node is not in the file."""
        self.lost.append(f"{self.title(node)} {what}.")

    def property_of(self, source: str) -> str | None:
        """The property that gives a port, as the block of its node calls it."""
        node, port = split_source(source) or ("", "")
        block = self.blocks.get(node)
        if block is None:
            return None
        found = ((name, block.out(name)) for name in block.outputs)
        return next((name for name, out in found if out is not None and out.port == port), None)

    def selector(self, source: str) -> str | None:
        """The selector of `"node.port"`; None when the file cannot say it."""
        node, port = split_source(source) or ("", "")
        if node == IN:
            return f"$inputs.{port}"
        name = self.property_of(source)
        return None if name is None else f"$steps.{self.names[node]}.{name}"

    def gates_of(self, node: NodeSpec) -> list[str]:
        """The gates a node waits for, those of a join taken apart."""
        nodes = [(gate, (split_source(gate) or ("", ""))[0]) for gate in node.when]
        return [one for gate, name in nodes for one in self.joined.get(name, (gate,))]

    def behind(self, gate: str) -> list[str]:
        """The nodes that wait for a gate."""
        return [node.id for node in self.graph.nodes if gate in self.gates_of(node)]

    def is_gate(self, source: str) -> bool:
        """Whether the block of a node says in a field who waits for this port."""
        node, port = split_source(source) or ("", "")
        block = self.blocks.get(node)
        return block is not None and port in gates(block)


def gates(block: Block) -> set[str]:
    """The ports of a block that let steps run."""
    found: set[str] = set()
    for one in block.fields.values():
        if isinstance(one, NextSteps):
            found.add(one.gate)
        elif isinstance(one, CaseSteps):
            found.update(one.gates)
    return found


def _names(graph: GraphSpec) -> dict[str, str]:
    """The ids of nodes as names that selectors can say."""
    names: dict[str, str] = {}
    for node in graph.nodes:
        base = name = node.id
        if not _SAID.fullmatch(node.id):
            base = name = re.sub(r"[^A-Za-z0-9_-]+", "_", node.id).strip("_") or "step"
        again = 2
        while name in names.values() or (name != node.id and any(
            other.id == name for other in graph.nodes
        )):  # fmt: skip
            name, again = f"{base}_{again}", again + 1
        names[node.id] = name
    return names


def _joins(
    graph: GraphSpec, catalogue: Mapping[str, Operator]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    used = _followed(graph)
    for node in graph.nodes:
        operator = catalogue.get(node.operator)
        if operator is None or node.id in used or node.params or node.when:
            continue
        if all(block.type != FIRST for block in operator.meta.blocks):
            continue
        sources = tuple(source for ends in node.inputs.values() for source in ends)
        nodes = {(split_source(source) or ("", ""))[0] for source in sources}
        if len(nodes) == 1 and len(sources) > 1:
            gate = next((one for one in graph.nodes if one.id in nodes), None)
            held = catalogue.get(gate.operator) if gate else None
            opened = set().union(*(gates(block) for block in held.meta.blocks)) if held else set()
            if opened >= {(split_source(source) or ("", ""))[1] for source in sources}:
                yield node.id, sources


def _followed(graph: GraphSpec) -> set[str]:
    """The nodes whose values something takes; waiting for a gate does not count."""
    return {node for node, _ in taken(graph)}


def taken(graph: GraphSpec) -> set[tuple[str, str]]:
    """Node and port of every value that something takes."""
    sources: list[str] = [output.source for output in graph.outputs]
    for node in graph.nodes:
        sources += (source for ends in node.inputs.values() for source in ends)
        sources += _references(node.params.values())
    return {parts for source in sources if (parts := split_source(source))}


def _references(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict) and isinstance(value.get("$ref"), str):
            yield value["$ref"]
