"""Writes one of our graphs as a definition, and says what the definition cannot hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.blocks import INNER_WORKFLOW
from builder.formats.roboflow.selectors import ALL
from builder.formats.roboflow.write_inputs import write_inputs
from builder.formats.roboflow.write_step import Draft, write_step
from builder.formats.roboflow.writing import Writing
from runtime.contracts.graph import IN, split_source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from runtime.contracts.catalogue import Operator
    from runtime.contracts.graph import GraphSpec, ModelRef, NodeSpec

__all__ = ["INNER_WORKFLOW", "Exported", "write_definition"]
VERSION = "1.3.0"
"""What definitions of today's builder ask for."""


@dataclass(frozen=True)
class Exported:
    """A definition, and a sentence for everything that it cannot say."""

    document: dict[str, Any]
    lost: tuple[str, ...]


def write_definition(
    graph: GraphSpec,
    catalogue: Mapping[str, Operator],
    *,
    titles: Mapping[str, str] | None = None,
    model_name: Callable[[ModelRef], str] | None = None,
    exact: bool = False,
) -> Exported:
    """The definition of a graph, in today's names of blocks.

    `titles` are what people call nodes; `model_name` is the id of theirs that stands for one of
    our models, which is our id without it. With `exact` it is only for `read_definition`, and holds
    what the language has no words for too.
    """
    writing = Writing.of(graph, catalogue, titles or {}, model_name or _own_id, exact=exact)
    inputs = write_inputs(writing)
    drafts = {node.id: write_step(node, writing) for node in graph.nodes}
    kept = _kept(drafts, graph, writing)
    steps = []
    for node in graph.nodes:
        draft = drafts[node.id]
        if node.id in kept and draft is not None:
            steps.append(draft.without(writing.names[name] for name in drafts if name not in kept))
            writing.lost.extend(draft.lost)
            _note_gates(node, kept, writing)
    document = {
        "version": VERSION,
        "inputs": list(inputs.written(writing)),
        "steps": steps,
        "outputs": _outputs(graph, kept, writing),
    }  # fmt: skip
    return Exported(document, tuple(dict.fromkeys(writing.lost)))


def _own_id(model: ModelRef) -> str:
    return model.id


def _kept(drafts: Mapping[str, Draft | None], graph: GraphSpec, writing: Writing) -> set[str]:
    """The nodes that can be written: those with a block, whose sources can be written too."""
    kept = {name for name, draft in drafts.items() if draft is not None}
    while True:
        gone = {name: before for node in graph.nodes if (name := node.id) in kept
                and (before := _missing(drafts[name], kept, writing))}  # fmt: skip
        if not gone:
            return kept
        for name, before in gone.items():
            writing.lose(name, f"is left out, since it needs {before}")
        kept -= gone.keys()


def _missing(draft: Draft | None, kept: set[str], writing: Writing) -> str | None:
    for source in draft.sources if draft else ():
        before, port = split_source(source) or ("", "")
        if before == IN:
            if port in writing.unwritten:
                return f"the input {port}"
        elif before not in kept:
            return writing.title(before)
        elif writing.property_of(source) is None:
            return f"{port} of {writing.title(before)}, which its block does not give"
    return None


def _note_gates(node: NodeSpec, kept: set[str], writing: Writing) -> None:
    for gate in writing.gates_of(node):
        before, _ = split_source(gate) or ("", "")
        if before not in kept or not writing.is_gate(gate):
            writing.lose(node.id, f"does not wait for {gate} in the file")
    if any((split_source(gate) or ("", ""))[0] in writing.joined for gate in node.when):
        writing.lose(node.id, "waits for several cases of one step, which Weft reads and "
                     "Roboflow's engine refuses")  # fmt: skip


def _outputs(graph: GraphSpec, kept: set[str], writing: Writing) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []
    for output in graph.outputs:
        selected = _selected(output.source, kept, writing)
        if selected is None:
            writing.lost.append(f"The output {output.name} is left out: nothing in the file gives "
                                f"{output.source}.")  # fmt: skip
            continue
        entry = {"type": "JsonField", "name": output.name, "selector": selected}
        if output.coordinates == "own":
            entry["coordinates_system"] = "own"
        entries.append(entry)
    if graph.outputs:
        return entries
    return [
        {"type": "JsonField", "name": writing.names[node.id],
         "selector": f"$steps.{writing.names[node.id]}.{ALL}"}
        for node in graph.nodes
        if node.id in kept and writing.blocks[node.id].outputs
    ]  # fmt: skip


def _selected(source: str, kept: set[str], writing: Writing) -> str | None:
    node, port = split_source(source) or ("", "")
    if node == IN:
        return None if port in writing.unwritten else f"$inputs.{port}"
    if node not in kept:
        return None
    return f"$steps.{writing.names[node]}.{ALL}" if port == ALL else writing.selector(source)
