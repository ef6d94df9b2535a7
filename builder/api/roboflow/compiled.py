"""A workflow that is ready to run, with all that its answers need."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from builder.actions.save_version import runnable_graph
from builder.api.roboflow.errors import block_error
from builder.formats.roboflow.answer import Wanted, out_of
from builder.formats.roboflow.hidden import SECRET
from builder.formats.roboflow.inputs import BATCH, PARAMETERS, VIDEO
from builder.formats.roboflow.stand_for import blocks_of
from runtime import api
from runtime.contracts.errors import InvalidGraphError
from runtime.contracts.graph import ALL_PORTS, IN, parse_graph, split_source, split_wire
from runtime.contracts.values import MEDIA_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from builder.formats.roboflow.read import Imported
    from builder.models import App, Version
    from runtime.contracts.blocks import Block
    from runtime.contracts.graph import GraphSpec

SCALARS = ("number", "string", "boolean", "list", "dict")


@dataclass(frozen=True)
class Compiled:
    """A workflow that can run, and how its answers are told."""

    graph: GraphSpec
    """Checked, its models pinned."""
    layout: dict[str, Any]
    wanted: Sequence[Wanted]
    blocks: Mapping[str, Block]
    single: frozenset[str]
    """Inputs that bring one value for all pictures."""
    depths: Mapping[str, Mapping[str, int]]
    steps: Mapping[str, tuple[str, str]]
    """Node -> the step's name and type, as they were written."""
    films: frozenset[str] = frozenset()
    """Inputs that say where pictures stand in a film."""
    secrets: frozenset[str] = frozenset()
    """Inputs that are not shown, neither in answers nor in the history of a run that ended."""
    kinds: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What each value of a batch input is to be, in their words, where the definition says it."""

    @property
    def whole(self) -> frozenset[tuple[str, str]]:
        """Node and wire that gather all pictures of the call."""
        catalogue = api.operators()
        return frozenset(
            (node.id, wire)
            for node in self.graph.nodes
            for wire, ends in node.inputs.items()
            if catalogue[node.operator].inputs[split_wire(wire)[0]].gathers
            and all(self._depth(source) == 0 for source in ends)
        )

    def _depth(self, source: str) -> int:
        node, port = split_source(source) or ("", "")
        levels = {item.name: item.levels - 1 for item in self.graph.inputs}
        return levels[port] if node == IN else self.depths[node][port]


def compile_version(version: Version) -> Compiled:
    """A saved version."""
    graph, catalogue = parse_graph(version.graph), api.operators()
    blocks = blocks_of(graph, catalogue)
    outputs = [(item.name, item.source, item.coordinates == "own") for item in graph.outputs]
    outputs = outputs or [(node.id, f"{node.id}.{ALL_PORTS}", False) for node in graph.nodes]
    models = {node.id: node.model.id for node in graph.nodes if node.model is not None}
    wanted = [
        Wanted(
            *one, *_told(one[1], blocks), model=models.get((split_source(one[1]) or ("",))[0], "")
        )
        for one in outputs
    ]
    single = frozenset(item.name for item in graph.inputs if item.type in SCALARS or (
        item.type not in MEDIA_KINDS and item.default is not None))  # fmt: skip
    return Compiled(
        graph,
        version.layout,
        wanted,
        blocks,
        single,
        api.output_depths(graph),
        {
            node.id: (node.id, blocks[node.id].type if node.id in blocks else node.operator)
            for node in graph.nodes
        },
    )


def _told(source: str, blocks: Mapping[str, Block]) -> tuple[Any, Any]:
    node, port = split_source(source) or ("", "")
    if node == IN:
        return None, None
    block = blocks.get(node)
    return (None, block) if port == ALL_PORTS else (out_of(block, port), None)


def compile_import(app: App, read: Imported) -> Compiled:
    """A definition that was read. Raises an `InvalidGraphError`."""
    steps = {node: (read.names.get(node, node), kind) for node, (kind, _) in read.steps.items()}
    graph = read.graph
    if graph.nodes:
        try:
            graph = runnable_graph(graph.as_json(), app)
        except InvalidGraphError as error:
            raise as_their_error(error, steps) from error
    wanted = [
        Wanted(
            one.name, one.source, one.coordinates == "own", one.out, one.block, one.step, one.model
        )
        for one in read.answers
    ]
    single = {one.name for one in read.inputs if one.form in PARAMETERS}
    return Compiled(
        graph,
        read.layout,
        wanted,
        {node: block for node, (_, block) in read.steps.items()},
        frozenset(single),
        api.output_depths(graph),
        steps,
        frozenset(one.name for one in read.inputs if one.form == VIDEO),
        frozenset(one.name for one in read.inputs if SECRET in one.kinds),
        {one.name: one.kinds for one in read.inputs if one.form == BATCH},
    )


def as_their_error(
    error: InvalidGraphError, steps: Mapping[str, tuple[str, str]]
) -> InvalidGraphError:
    """A graph's problems by the names of steps."""
    entries = []
    for problem in error.data.get("problems", ()):
        name, kind = steps.get(problem["node"], (problem["node"], None))
        entries.append(block_error(name, kind, f"{problem['message']} {problem['cure']}"))
    return InvalidGraphError(
        error.message, http=400, error_type="WorkflowDefinitionError",
        context="workflow_compilation | execution_graph_construction", blocks_errors=entries,
    )  # fmt: skip
