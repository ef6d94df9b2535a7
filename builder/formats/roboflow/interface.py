"""What a definition takes and gives, and what the language offers, in the shape of their server."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.kind_list import HINTS, SCHEMAS
from builder.formats.roboflow.kinds import WILDCARD, meet, usual_kinds
from builder.formats.roboflow.palette import blocks_describe
from builder.formats.roboflow.read import read_definition
from builder.formats.roboflow.schema import definition_schema
from runtime.contracts.graph import ModelRef, split_source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.formats.roboflow.inputs import Input
    from builder.formats.roboflow.outputs import Answer
    from builder.formats.roboflow.read import Imported, Means

__all__ = ["blocks_describe", "definition_schema", "describe_interface"]

Kinds = list[str]


def describe_interface(document: object, means: Means) -> dict[str, Any]:
    """The kinds of a definition's inputs and outputs. Models need not exist to be described."""
    known = replace(means, model=lambda name: means.model(name) or ModelRef(id="model"))
    imported = read_definition(document, known)
    inputs = {one.name: _input_kinds(one) for one in imported.inputs}
    outputs = {one.name: _output_kinds(one, imported, means) for one in imported.answers}
    names = {*_named(inputs.values()), *_named(outputs.values())}
    return {
        "inputs": inputs,
        "outputs": outputs,
        "typing_hints": {name: HINTS[name] for name in sorted(names) if name in HINTS},
        "kinds_schemas": {name: SCHEMAS[name] for name in sorted(names) if name in SCHEMAS},
    }


def _input_kinds(one: Input) -> Kinds:
    """What all that selects it takes, within the kinds that it declares."""
    taken = [kinds for kinds in one.taken if WILDCARD not in kinds]
    both = [kind for kind in dict.fromkeys(kind for kinds in taken for kind in kinds)
            if all(meet([kind], kinds) for kinds in taken)]  # fmt: skip
    if WILDCARD in one.kinds:
        return both or [WILDCARD]
    return [kind for kind in one.kinds if kind in both] or list(one.kinds)


def _output_kinds(one: Answer, imported: Imported, means: Means) -> Kinds | dict[str, Kinds]:
    if one.block is None or not one.source:
        return list(one.kinds)
    node = (split_source(one.source) or ("", ""))[0]
    spec = next(item for item in imported.graph.nodes if item.id == node)
    operator = means.catalogue[spec.operator]
    found: dict[str, Kinds] = {}
    for name in one.block.outputs:
        out = one.block.out(name)
        if out is not None:
            ours = operator.outputs[out.port].kinds if out.port else frozenset()
            found[name] = list(out.kinds or usual_kinds(ours))
    return found


def _named(entries: Iterable[Kinds | dict[str, Kinds]]) -> Iterable[str]:
    for entry in entries:
        if isinstance(entry, dict):
            for kinds in entry.values():
                yield from kinds
        else:
            yield from entry
