"""The values so far of a run, and the elements that its fan-outs made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runtime.contracts.values import All, Anchor, Value
from runtime.engine.lineage import ROOT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from runtime.contracts.errors import WeftError
    from runtime.engine.batch import Batch, NodeResult
    from runtime.engine.lineage import Key, Lineage
    from runtime.engine.plan import Source


@dataclass
class RunState:
    """The values so far. Written by the loop's thread only."""

    inputs: Mapping[str, Batch]
    input_count: int
    common: Collection[str] = ()
    """Nodes that are computed for the first input alone (`common.py`)."""
    results: dict[str, NodeResult] = field(default_factory=dict)
    anchors: dict[Lineage, Mapping[Key, Anchor]] = field(default_factory=dict)
    _whole: dict[tuple[str, str], All[Value]] = field(default_factory=dict)
    _children: dict[Lineage, Mapping[Key, Sequence[Key]]] = field(default_factory=dict)
    """Made of `anchors` when first asked for; two threads that ask at once make the same."""

    def batch(self, source: Source) -> Batch:
        """What flows from a source."""
        if source.node == "IN":
            return self.inputs[source.port]
        return self.results[source.node].outputs[source.port]

    def errors(self, source: Source) -> Mapping[Key, WeftError]:
        """The failed elements at a source."""
        if source.node == "IN":
            return {}
        return self.results[source.node].errors

    def keys(self, lineage: Lineage) -> Sequence[Key]:
        """Every element of a lineage, in order."""
        if lineage == ROOT:
            return [(index,) for index in range(self.input_count)]
        return list(self.anchors[lineage])

    def of_inputs(self, source: Source) -> All[Value]:
        """What all inputs of the call brought to a source: one object for all that gather it."""
        found = self._whole.get((source.node, source.port))
        if found is None:
            items, keys = self.batch(source).items, self.keys(ROOT)
            found = All(tuple(items.get(key) for key in keys), (Anchor(),) * len(keys))
            self._whole[source.node, source.port] = found
        return found

    def children(self, lineage: Lineage) -> Mapping[Key, Sequence[Key]]:
        """The elements of a fan-out by the element that each came from, in order."""
        found = self._children.get(lineage)
        if found is None:
            grouped: dict[Key, list[Key]] = {}
            for child in self.anchors[lineage]:
                grouped.setdefault(child[:-1], []).append(child)
            found = self._children[lineage] = grouped
        return found

    def keep(self, node: str, result: NodeResult) -> None:
        """Store a finished node's result, and the new elements it made."""
        self.results[node] = result
        for lineage, anchors in result.above.items():
            self.anchors.setdefault(lineage, anchors)
        if result.anchors:
            self.anchors[(*result.lineage, node)] = result.anchors
        elif any(len(batch.lineage) > len(result.lineage) for batch in result.outputs.values()):
            self.anchors[(*result.lineage, node)] = {}
