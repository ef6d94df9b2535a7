"""Pin every model reference of a graph to the exact model version it means today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.contracts.graph import GraphSpec, ModelRef

if TYPE_CHECKING:
    from builder.model_store import AppModels


def pin_models(graph: GraphSpec, models: AppModels) -> GraphSpec:
    """The same graph with user, app and version on each model; needs a checked graph."""
    nodes = []
    for node in graph.nodes:
        if node.model is None:
            nodes.append(node)
            continue
        found = models.version(node.model)
        assert found is not None, "check_graph() refuses unknown models"
        home = found.model.app
        pinned = ModelRef(
            id=found.model.key, user=home.owner.username, app=home.key, version=found.pk
        )
        nodes.append(node.model_copy(update={"model": pinned}))
    return graph.model_copy(update={"nodes": nodes})
