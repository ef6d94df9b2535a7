"""What a graph says that its file does not: the graph is read back and laid beside itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime import api
from runtime.contracts.graph import is_reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from runtime.contracts.graph import GraphSpec, NodeSpec

MANY = 3


def lost(graph: GraphSpec, back: GraphSpec, layout: Mapping[str, Any]) -> list[str]:
    """A sentence for everything that did not come back."""
    found = {node.id: node for node in back.nodes}
    told = [line for node in graph.nodes for line in _node(node, found[node.id])]
    if graph.outputs and _outputs(graph) != _outputs(back):
        told.append("Which outputs the answer holds, and under which names.")
    inputs = [item.name for item in graph.inputs if item not in back.inputs]
    if inputs:
        told.append(f"{_list(inputs)}: the input's name or default.")
    if [node.id for node in graph.nodes] != [node.id for node in back.nodes]:
        told.append("The order of the nodes.")
    drawn = [name for name in ("notes", "groups") if layout.get(name)]
    told.append(f"{_list(['places', *drawn]).capitalize()} on the canvas.")
    return told


def _node(before: NodeSpec, after: NodeSpec) -> Iterator[str]:
    if before.operator != after.operator:
        titles = [api.operators()[node.operator].title for node in (before, after)]
        yield f"{before.id}: comes back as {titles[1]}, not as {titles[0]}."
        return
    mine, theirs = _params(before), _params(after)
    names = [name for name in mine if mine[name] != theirs.get(name)]
    followed = [name for name in names if is_reference(mine[name])]
    if followed:
        yield f"{before.id}: that {_list(followed)} follows another node."
    if values := [name for name in names if name not in followed]:
        yield f"{before.id}: the value of {_list(values)}."
    if before.model and (after.model is None or before.model.id != after.model.id):
        yield f"{before.id}: its model {before.model.id}."
    wires = {port: ends for port, ends in before.inputs.items() if ends}
    if wires != {port: ends for port, ends in after.inputs.items() if ends}:
        yield f"{before.id}: which output feeds which port."
    if before.when != after.when:
        yield f"{before.id}: what it waits for before it runs."


def _params(node: NodeSpec) -> dict[str, Any]:
    """The parameters that are followed or differ from what they are when nothing is said."""
    fields = api.operators()[node.operator].params_type.model_fields
    return {
        name: value
        for name, value in node.params.items()
        if name not in fields or value != fields[name].get_default(call_default_factory=True)
    }


def _outputs(graph: GraphSpec) -> list[tuple[str, str]]:
    return sorted((item.name, item.source) for item in graph.outputs)


def _list(names: list[str]) -> str:
    if len(names) > MANY:
        return f"{', '.join(names[:MANY])} and {len(names) - MANY} more"
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
