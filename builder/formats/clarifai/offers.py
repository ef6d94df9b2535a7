"""What each port of a node could be fed by: outputs of the nodes before it, nearest first, then IN.

Clarifai looks back along the graph for what a node needs. Level 0 are the nodes that it names,
level 1 those that they name, and so on; the workflow's inputs come last.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

from runtime.contracts.graph import IN, GraphInput, MediaType, split_wire
from runtime.contracts.kinds import ANY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from builder.formats.clarifai.nodes import Node
    from runtime.contracts.catalogue import InputPort, Operator

Lineage = tuple[str, ...]
Wires = dict[str, list[str]]
ROOT: Lineage = (IN,)
MEDIA: tuple[MediaType, ...] = get_args(MediaType)
PARAMETER_KINDS = {"dict": "json"}


@dataclass(frozen=True)
class Offer:
    """One output that a port may take."""

    node: str
    port: str
    kinds: frozenset[str]
    lineage: Lineage
    level: int
    order: int
    """Its place among all offers, nearest first."""
    feeds_nearer: bool = False
    """Whether a node between takes it too: what went into a judge is what is judged."""
    new: bool = False
    """An input that the workflow, or the part of it before the node, does not have yet."""

    @property
    def source(self) -> str:
        """As graphs write it."""
        return f"{self.node}.{self.port}"


@dataclass
class Known:
    """What is resolved so far, node by node."""

    catalogue: Mapping[str, Operator]
    inputs: list[GraphInput] = field(default_factory=list)
    first_medium: MediaType = "image"
    """What a workflow takes whose first node takes anything."""
    guessed: bool = False
    nodes: dict[str, Node] = field(default_factory=dict)
    wires: dict[str, Wires] = field(default_factory=dict)
    lineages: dict[str, Lineage] = field(default_factory=dict)
    kinds: dict[str, frozenset[str]] = field(default_factory=dict)
    """By source, what really flows from an output; an output of any kind gives what went in."""

    def lineage_of(self, source: str) -> Lineage:
        """The fan-outs that what flows from a source has passed."""
        node, port = source.rsplit(".", 1)
        if node not in self.nodes:
            return ROOT
        found = self.catalogue[self.nodes[node].operator].outputs.get(port)
        lineage = self.lineages[node]
        return (*lineage, node) if found is not None and found.fans_out else lineage

    def declared(self, source: str) -> frozenset[str]:
        """The kinds an output is declared to give, as the checker judges wires."""
        node, port = source.rsplit(".", 1)
        if node not in self.nodes:
            return self.kinds[source]
        return self.catalogue[self.nodes[node].operator].outputs[port].kinds

    def keep(self, node: Node, wires: Wires, lineage: Lineage) -> None:
        """Remember a resolved node."""
        operator = self.catalogue[node.operator]
        self.nodes[node.id], self.wires[node.id] = node, wires
        self.lineages[node.id] = lineage
        passed: set[str] = set()
        for port, sources in wires.items():
            if ANY in operator.inputs[split_wire(port)[0]].kinds:
                passed.update(kind for source in sources for kind in self.kinds[source])
        for output in operator.outputs.values():
            kinds = frozenset(passed) if ANY in output.kinds and passed else output.kinds
            self.kinds[f"{node.id}.{output.name}"] = kinds

    def add_input(self, item: GraphInput) -> None:
        """Remember an input of the workflow."""
        self.inputs.append(item)
        self.kinds[f"{IN}.{item.name}"] = frozenset({PARAMETER_KINDS.get(item.type, item.type)})

    def behind(self, node: Node) -> list[list[str]]:
        """The nodes before a node by level: those it names, those that they name, ..."""
        levels: list[list[str]] = []
        seen = {node.id, IN}
        at: Iterable[str] = node.waits_for
        while fresh := [name for name in dict.fromkeys(at) if name not in seen]:
            levels.append(fresh)
            seen.update(fresh)
            at = [name for one in fresh for name in self.nodes[one].waits_for]
        return levels

    def offers(self, node: Node) -> list[Offer]:
        """Every output before a node, nearest first, and the workflow's inputs."""
        found: list[Offer] = []
        taken: set[str] = set()
        levels = self.behind(node)
        for level, names in enumerate(levels):
            here: set[str] = set()
            for name in names:
                here.update(_sources(self.wires[name]))
                for port, output in self.catalogue[self.nodes[name].operator].outputs.items():
                    if output.aside:
                        continue
                    source = f"{name}.{port}"
                    found.append(Offer(
                        name, port, self.kinds[source], self.lineage_of(source), level,
                        len(found), feeds_nearer=source in taken,
                    ))  # fmt: skip
            taken |= here
        last = 0 if IN in node.waits_for else len(levels)
        for item in self.inputs:
            source = f"{IN}.{item.name}"
            found.append(Offer(
                IN, item.name, self.kinds[source], ROOT, last, len(found),
                feeds_nearer=source in taken, new=bool(last) and source not in taken,
            ))  # fmt: skip
        return found

    def new_input(self, port: InputPort, level: int, order: int) -> Offer | None:
        """The input that could be made for a port; None when it needs no medium."""
        has = {item.type for item in self.inputs}
        if ANY in port.kinds:
            if has:
                return None
            self.guessed = True
            medium: MediaType | None = self.first_medium
        else:
            medium = next((one for one in MEDIA if one in port.kinds and one not in has), None)
        if medium is None:
            return None
        return Offer(IN, medium, frozenset({medium}), ROOT, level, order, new=True)


def _sources(wires: Wires) -> Iterable[str]:
    return (source for sources in wires.values() for source in sources)
