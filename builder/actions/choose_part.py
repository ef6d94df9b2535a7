"""What a run computes when it is not just the author's graph, and which results are given.

A *target* is a node that was asked for: only it and what it waits for are computed. A *pinned*
output stands in for its node. A *kept* result is that of an earlier run on the same input, of a
node that did not change since. What only given nodes wait for is *spared*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from runtime import api
from runtime.contracts.errors import BadRequestError, ConflictError
from runtime.contracts.graph import parse_graph
from runtime.contracts.limits import MAX_NODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from builder.models import Pin, Run
    from runtime.contracts.graph import GraphSpec

Outputs = list[dict[str, Any]]
"""Stored port outputs, one entry per input."""


@dataclass(frozen=True)
class Part:
    """What a run is about."""

    targets: Sequence[str] = ()
    spared: Sequence[str] = ()
    pinned: Mapping[str, Outputs] = field(default_factory=dict)
    kept: Mapping[str, Outputs] = field(default_factory=dict)
    added: Sequence[str] = ()
    """Nodes that the author did not draw, which make frames of a video (`for_video`)."""
    common: Sequence[str] = ()
    """Nodes that are computed once, for all inputs: what reaches them is the same for each."""

    def as_json(self) -> dict[str, Any]:
        """What the run's row says of it; the given outputs are rows of their own."""
        return {
            "targets": list(self.targets),
            "spared": list(self.spared),
            "pinned": list(self.pinned),
            "kept": list(self.kept),
            "added": list(self.added),
            "common": list(self.common),
        }


def read_targets(field_: Any) -> list[str]:
    """The names of nodes to run to. Raises a 400."""
    if field_ is None:
        return []
    if not isinstance(field_, list) or not all(isinstance(name, str) for name in field_):
        raise BadRequestError("targets must be a list of node names.", field="targets")
    if not 0 < len(field_) <= MAX_NODES:
        raise BadRequestError(f"Name 1 to {MAX_NODES} targets.", field="targets")
    return list(dict.fromkeys(field_))


def aim(graph: GraphSpec, targets: Sequence[str]) -> GraphSpec:
    """The targets and what they wait for; the whole graph without any. Raises a 400."""
    known = {node.id for node in graph.nodes}
    missing = next((name for name in targets if name not in known), None)
    if missing is not None:
        raise BadRequestError(f"There is no node {missing} in this graph.", node=missing)
    return graph.only(api.ancestors(graph, targets)) if targets else graph


def choose_part(
    graph: GraphSpec, targets: Sequence[str], pins: Iterable[Pin] = (), again: Run | None = None
) -> Part | None:
    """The part for a checked graph that `aim` answered; None when it is simply all of it.

    Raises `ConflictError` for a pin that no longer fits.
    """
    pinned = _fitting(graph, pins)
    kept = _kept(graph, again) if again is not None else {}
    kept = {node: outputs for node, outputs in kept.items() if node not in pinned}
    if not (targets or pinned or kept):
        return None
    spared = api.spared(graph, {*pinned, *kept}, targets)
    return Part(targets, [node.id for node in graph.nodes if node.id in spared], pinned, kept)


def part_of(run: Run) -> Part | None:
    """The part of an earlier run, to run it once more just so."""
    if not run.part:
        return None
    part = run.part
    return Part(
        part["targets"], part["spared"],
        _outputs_of(run, part["pinned"]), _outputs_of(run, part["kept"]), added_to(run),
        common_to(run),
    )  # fmt: skip


def added_to(run: Run) -> Sequence[str]:
    """The nodes of a run's graph that its author did not draw."""
    found: list[str] = run.part.get("added", [])
    return found


def common_to(run: Run) -> Sequence[str]:
    """The nodes of a run that are computed once, for all its inputs."""
    found: list[str] = run.part.get("common", [])
    return found


def _fitting(graph: GraphSpec, pins: Iterable[Pin]) -> dict[str, Outputs]:
    operators = {node.id: node.operator for node in graph.nodes}
    mine = [pin for pin in pins if operators.get(pin.node) == pin.operator]
    depths = api.output_depths(graph) if mine else {}
    for pin in mine:
        for port, depth in depths[pin.node].items():
            if not all(api.lies_within(ports.get(port), depth) for ports in pin.outputs):
                message = (
                    f"The pinned output of {pin.node} no longer fits: the nodes before it now "
                    "split their values in another way. Unpin it, or pin a newer result."
                )
                raise ConflictError(message, node=pin.node)
    return {pin.node: pin.outputs for pin in mine}


def _kept(graph: GraphSpec, again: Run) -> dict[str, Outputs]:
    """Results of nodes that succeeded whole and did not change, nor anything before them."""
    ran = parse_graph(again.graph)
    same = api.unchanged(ran, graph)
    done = {item.node for item in again.node_runs.all() if item.status == "succeeded"}
    outputs = _outputs_of(again, [name for name in same if name in done])
    whole = {name for name, found in outputs.items() if not any(map(_has_error, found))}
    pinned = set(again.part.get("pinned", ())) if again.part else set()
    trusted = {
        name for name in whole - pinned if not (api.ancestors(ran, [name]) & pinned)
        and api.ancestors(ran, [name]) <= whole
    }  # fmt: skip
    return {name: outputs[name] for name in outputs if name in trusted}


def _outputs_of(run: Run, nodes: Iterable[str]) -> dict[str, Outputs]:
    wanted = set(nodes)
    found: dict[str, Outputs] = {}
    for row in run.outputs.all():
        if row.node in wanted:
            found.setdefault(row.node, []).append(row.ports)
    return found


def _has_error(tree: Any) -> bool:
    if not isinstance(tree, dict):
        return False
    if "kind" in tree:
        return False
    if "error" in tree:
        return True
    if "each" in tree:
        return any(_has_error(each["value"]) for each in tree["each"])
    return any(map(_has_error, tree.values()))
