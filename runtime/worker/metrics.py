"""What this process counts for Prometheus, and the few calls that count it.

The only module with metric objects. Labels come from closed sets (operators, shared models,
statuses, lanes), never from what people type: a model of somebody's own counts as `other`.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics

from runtime import registry as catalogue
from runtime.engine.hooks import NodeFailed, NodeSucceeded
from runtime.inference import manifests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.graph import GraphSpec, NodeSpec
    from runtime.engine.hooks import Transition

NONE, OTHER = "none", "other"

disable_created_metrics()  # type: ignore[no-untyped-call]  # it has no annotations
registry = CollectorRegistry()

runs = Counter(
    "weft_runs_total", "Runs that ended, by how they ended and which door they came through.",
    ["status", "origin"], registry=registry,
)  # fmt: skip
run_seconds = Histogram(
    "weft_run_seconds", "Seconds from the claim of a run to its end.",
    buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 600), registry=registry,
)  # fmt: skip
node_seconds = Histogram(
    "weft_node_seconds", "Seconds that a node computed, results from the cache left out.",
    ["operator", "model"],
    buckets=(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300), registry=registry,
)  # fmt: skip
node_batch_size = Histogram(
    "weft_node_batch_size", "Elements that a node computed at once.", ["operator"],
    buckets=(1, 2, 4, 8, 16, 32, 64, 128, 512, 2048, 10_000), registry=registry,
)  # fmt: skip
lost_rings = Counter(
    "weft_lost_rings_total", "Runs that the sweeper rang again.", registry=registry
)
dead_runs = Counter(
    "weft_dead_runs_total", "Runs given up after their last attempt.", registry=registry
)


def count_end(status: str, origin: str, seconds: float | None = None) -> None:
    """A run ended; `seconds` only when this process computed it."""
    runs.labels(status, origin).inc()
    if status == "dead":
        dead_runs.inc()
    if seconds is not None:
        run_seconds.observe(seconds)


def model_label(model_id: str) -> str:
    """The id of a model that comes with Weft; all others are one."""
    return model_id if model_id in manifests.builtin() else OTHER


class RunMeter:
    """Measures one attempt at one run."""

    def __init__(self, graph: GraphSpec, origin: str) -> None:
        self.origin = origin
        self.began = perf_counter()
        self._labels = {node.id: _labels(node) for node in graph.nodes}

    def observe(self, transitions: Sequence[Transition]) -> None:
        """Count the nodes that computed something."""
        for transition in transitions:
            if isinstance(transition, NodeSucceeded) and not transition.result.cached:
                operator, model = self._labels[transition.node]
                node_seconds.labels(operator, model).observe(transition.result.ms / 1000)
                node_batch_size.labels(operator).observe(transition.result.elements)
            elif isinstance(transition, NodeFailed):
                node_seconds.labels(*self._labels[transition.node]).observe(transition.ms / 1000)

    def end(self, status: str) -> None:
        """Count the run."""
        count_end(status, self.origin, perf_counter() - self.began)


def _labels(node: NodeSpec) -> tuple[str, str]:
    operator = node.operator if node.operator in catalogue.operators() else OTHER
    if node.model is None:
        return operator, NONE
    return operator, node.model.id if manifests.find(node.model) is not None else OTHER
