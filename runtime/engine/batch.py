"""The elements on one port, by key; absent elements are simply missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import OperatorFailedError
from runtime.media.stored import anchor_from_json, anchor_to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from runtime.contracts.errors import WeftError
    from runtime.contracts.values import Anchor, Value
    from runtime.engine.lineage import Key, Lineage


@dataclass(frozen=True)
class Batch:
    """One port's values for the whole run."""

    lineage: Lineage
    items: Mapping[Key, Value]


@dataclass(frozen=True)
class NodeResult:
    """What a finished node leaves behind: only a finished node has outputs."""

    outputs: Mapping[str, Batch]
    errors: Mapping[Key, WeftError] = field(default_factory=dict)
    """Elements that failed, by key of the node's own lineage."""
    lineage: Lineage = ("IN",)
    anchors: Mapping[Key, Anchor] = field(default_factory=dict)
    """For a node that fans out: where each new element came from."""
    above: Mapping[Lineage, Mapping[Key, Anchor]] = field(default_factory=dict)
    """For a rebuilt result: the fan-outs it lies within, whose nodes may not have run."""
    ms: float = 0.0
    provider: str | None = None
    cached: bool = False
    elements: int = 0
    """How many elements the operator was called with."""
    left: Mapping[str, Any] | None = None
    """In a session: what the node leaves for the next call."""


def as_tree(
    result: NodeResult,
    port: str,
    index: int,
    anchors: Mapping[Lineage, Mapping[Key, Anchor]],
    leaf: Callable[[Value], Any],
) -> Any:
    """One port's output for one workflow input as nested JSON (`Tree` of the editor API).

    `leaf` stores a value and answers its JSON; fan-outs become `{"each": [{"anchor", "value"}]}`.
    """
    batch = result.outputs[port]
    children: dict[Key, list[Key]] = {}
    known = {*batch.items, *result.errors}
    for depth in range(2, len(batch.lineage) + 1):
        for key in anchors.get(batch.lineage[:depth], {}):
            children.setdefault(key[:-1], []).append(key)

    def grow(key: Key) -> Any:
        if key in result.errors:
            return {"error": result.errors[key].as_json()}
        if len(key) == len(batch.lineage):
            return leaf(batch.items[key]) if key in known else None
        named = anchors.get(batch.lineage[: len(key) + 1], {})
        return {
            "each": [
                {"anchor": anchor_to_json(named[child]), "value": grow(child)}
                for child in children.get(key, [])
            ]
        }

    return grow((index,))


def from_trees(
    outputs: Mapping[str, bool],
    lineage: Lineage,
    node: str,
    trees: Sequence[Mapping[str, Any]],
    leaf: Callable[[Any], Value],
) -> NodeResult:
    """Rebuild a finished node's result from its stored outputs: port to tree, for each input.

    `outputs` says of each port whether it fans out. Failed elements come back with their sentence.
    """
    fans: dict[int, dict[Key, Anchor]] = {}
    errors: dict[Key, WeftError] = {}
    batches = {}
    for port, fans_out in outputs.items():
        items: dict[Key, Value] = {}

        def walk(tree: Any, key: Key, items: dict[Key, Value] = items) -> None:
            if tree is None:
                return
            if "error" in tree:
                error = dict(tree["error"])
                errors[key] = OperatorFailedError(error.pop("message", ""))
                return
            if "each" not in tree:
                items[key] = leaf(tree)
                return
            for index, child in enumerate(tree["each"]):
                anchor = anchor_from_json(child["anchor"])
                fans.setdefault(len(key) + 1, {})[(*key, index)] = anchor
                walk(child["value"], (*key, index))

        for index, ports in enumerate(trees):
            walk(ports.get(port), (index,))
        batches[port] = Batch((*lineage, node) if fans_out else lineage, items)
    own = len(lineage) + 1
    above = {lineage[:depth]: fans.get(depth, {}) for depth in range(2, own)}
    anchors = fans.get(own, {})
    return NodeResult(batches, errors, lineage, anchors, above)
