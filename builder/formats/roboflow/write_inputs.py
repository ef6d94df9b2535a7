"""The inputs of a graph as those of a definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.kinds import THEIRS, WILDCARD, meet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
                yield _batch(item, writing)


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
    kinds = _widened(_PARAMETERS.get(item.type, ()), item, writing)
    if kinds:
        entry["kind"] = kinds
    if item.default is not None:
        entry["default_value"] = item.default
    return entry


def _batch(item: GraphInput, writing: Writing) -> dict[str, Any]:
    taken = writing.wanted.get(item.name, [])
    fitting = (kind for kind in THEIRS[item.type] if all(meet([kind], one) for one in taken))
    kinds = _widened([next(fitting, _BATCHES[item.type])], item, writing)
    entry: dict[str, Any] = {"type": "WorkflowBatchInput", "name": item.name, "kind": kinds}
    if item.levels > 1:
        entry["dimensionality"] = item.levels
    return entry


def _widened(kinds: Sequence[str], item: GraphInput, writing: Writing) -> list[str]:
    """With a kind more for each field that takes none of those."""
    found = list(kinds)
    known = THEIRS[{"dict": "json"}.get(item.type, item.type)]
    for wanted in writing.wanted.get(item.name, ()):
        if found and not meet(found, wanted):
            found += [kind for kind in wanted if kind in known][:1]
    return found
