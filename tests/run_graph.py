"""Runs one operator as a graph through the engine, with the model files of a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime import registry
from runtime.contracts.graph import parse_graph
from runtime.engine.cancel import Cancel
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.model import ModelSource
    from runtime.contracts.values import Value
    from runtime.engine.batch import NodeResult


class Silent:
    """Keeps nothing."""

    def commit(self, transitions: object) -> None:
        """Forget it."""

    def show(self, text: object) -> None:
        """Forget it too."""


def run_operator(
    operator: str, model: str, models: ModelSource, values: Sequence[Value], **params: Any
) -> NodeResult:
    """What the operator answers for these values of its first port, one per input."""
    port = next(iter(registry.operators()[operator].inputs))
    kind = values[0].kind
    document = {
        "schema": 1,
        "inputs": [{"name": "given", "type": kind}],
        "nodes": [{"id": "n", "operator": operator, "model": {"id": model}, "params": params,
                   "inputs": {port: ["IN.given"]}}],
    }  # fmt: skip
    plan = compile_graph(parse_graph(document), registry.operators(), models)
    job = Job(plan, [{"given": value} for value in values])
    result = run_plan(job, Means(models, Cancel(), Silent(), None, None))
    if result.failures:
        raise next(iter(result.failures.values()))
    return result.results["n"]


def outputs_of(result: NodeResult, port: str) -> list[Any]:
    """The values of a port, one per input."""
    batch = result.outputs[port]
    return [batch.items[key] for key in sorted(batch.items)]
