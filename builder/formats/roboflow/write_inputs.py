"""The inputs of a graph as those of a definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.kinds import THEIRS, WILDCARD, meet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.formats.roboflow.writing import Writing
    from runtime.contracts.graph import GraphInput

_PARAMETERS = {
    "number": ("float", "integer", "float_zero_to_one"), "string": ("string",),
    "text": ("string",), "boolean": ("boolean",), "list": ("list_of_values",),
    "dict": ("dictionary",),
}  # fmt: skip
_BATCHES = {
    "image": "image", "any": WILDCARD, "json": "dictionary", "regions": THEIRS["regions"][0],
    "concepts": THEIRS["concepts"][0], "mask": THEIRS["mask"][0], "embeddings": "embedding",
}  # fmt: skip


@dataclass(frozen=True)
class Inputs:
    """The inputs that the language has a form for."""

    items: tuple[GraphInput, ...]

    def written(self, writing: Writing) -> Iterator[dict[str, Any]]:
        """Their entries; a parameter says the kinds that its fields take."""
        for item in self.items:
            if item.type == "image" and item.levels == 1:
                yield {"type": "WorkflowImage", "name": item.name}
            elif item.type in _PARAMETERS or item.default is not None:
                yield _parameter(item, writing)
            else:
                yield _batch(item)


def write_inputs(writing: Writing) -> Inputs:
    """The inputs that can be written; notes those that cannot."""
    kept = []
    for item in writing.graph.inputs:
        if item.type in _BATCHES or (item.type in _PARAMETERS and item.levels == 1):
            kept.append(item)
            continue
        writing.unwritten.add(item.name)
        writing.lost.append(
            f"The input {item.name} is left out: their language takes no {item.type}"
            f"{' in lists' if item.levels > 1 else ''}."
        )
    return Inputs(tuple(kept))


def _parameter(item: GraphInput, writing: Writing) -> dict[str, Any]:
    entry: dict[str, Any] = {"type": "WorkflowParameter", "name": item.name}
    kinds = list(_PARAMETERS.get(item.type, ()))
    for wanted in writing.wanted.get(item.name, ()):
        if kinds and not meet(kinds, wanted):
            ours = "list" if item.type == "list" else item.type
            more = [kind for kind in wanted if kind in THEIRS.get(ours, ())]
            kinds += more[:1]
    if kinds:
        entry["kind"] = kinds
    if item.default is not None:
        entry["default_value"] = item.default
    return entry


def _batch(item: GraphInput) -> dict[str, Any]:
    entry: dict[str, Any] = {"type": "WorkflowBatchInput", "name": item.name,
                             "kind": [_BATCHES[item.type]]}  # fmt: skip
    if item.levels > 1:
        entry["dimensionality"] = item.levels
    return entry
