"""What a graph takes and gives, in the shape of their server: for workflows that are saved here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.answer import properties_of
from builder.formats.roboflow.kind_list import HINTS, SCHEMAS
from builder.formats.roboflow.kinds import usual_kinds
from runtime.contracts.graph import ALL_PORTS, IN, split_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from builder.formats.roboflow.answer import Wanted
    from runtime.contracts.blocks import Out
    from runtime.contracts.catalogue import Operator
    from runtime.contracts.graph import GraphSpec

KINDS_OF_INPUTS = {"dict": ("dictionary",)}
Kinds = list[str]


def interface_of_graph(
    graph: GraphSpec, wanted: Sequence[Wanted], catalogue: Mapping[str, Operator]
) -> dict[str, Any]:
    """The kinds of its inputs, and of what an answer holds."""
    inputs = {
        item.name: list(KINDS_OF_INPUTS.get(item.type) or usual_kinds([item.type]))
        for item in graph.inputs
    }
    operators = {node.id: catalogue[node.operator] for node in graph.nodes}
    outputs = {one.name: _output(one, inputs, operators) for one in wanted}
    names = {*_named(inputs.values()), *_named(outputs.values())}
    return {
        "inputs": inputs,
        "outputs": outputs,
        "typing_hints": {name: HINTS[name] for name in sorted(names) if name in HINTS},
        "kinds_schemas": {name: SCHEMAS[name] for name in sorted(names) if name in SCHEMAS},
    }


def _output(
    one: Wanted, inputs: Mapping[str, Kinds], operators: Mapping[str, Operator]
) -> Kinds | dict[str, Kinds]:
    node, port = split_source(one.source) or ("", "")
    if node == IN:
        return inputs.get(port, ["*"])
    if node not in operators:
        return ["*"]
    operator = operators[node]
    if port != ALL_PORTS:
        return _kinds(one.out, operator, port)
    found = properties_of(one.block, operator.outputs)
    return {name: _kinds(out, operator, out.port) for name, out in found.items()}


def _kinds(out: Out | None, operator: Operator, port: str) -> Kinds:
    if out is not None and out.kinds:
        return list(out.kinds)
    return list(usual_kinds(operator.outputs[port].kinds))


def _named(entries: Iterable[Kinds | dict[str, Kinds]]) -> Iterable[str]:
    for entry in entries:
        for kinds in entry.values() if isinstance(entry, dict) else (entry,):
            yield from kinds
