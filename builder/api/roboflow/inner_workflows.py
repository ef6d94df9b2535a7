"""Saved workflows as definitions, for steps that are workflows themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder import queries
from builder.formats.roboflow.write import write_definition
from builder.models import ModelVersion
from runtime import api
from runtime.contracts.errors import BadRequestError, NotFoundError
from runtime.contracts.graph import parse_graph

if TYPE_CHECKING:
    from builder.formats.roboflow.inner import Saved
    from builder.permissions import Actor
    from runtime.contracts.graph import GraphSpec, ModelRef


def saved_definitions(actor: Actor) -> Saved:
    """Finds what the actor may run; None for what there is not."""

    def find(workspace: str, workflow: str, version: str | None) -> object:
        try:
            found = queries.workflow_of_workspace(actor, workspace, workflow)
            wanted = queries.version_of_workspace(found, version or "")
        except NotFoundError:
            return None
        graph, names = _named_models(parse_graph(wanted.graph))
        written = write_definition(
            graph, api.operators(), model_name=lambda ref: names[ref], exact=True
        )
        if written.lost:
            lost = " ".join(written.lost)
            message = f"{workspace}/{workflow} cannot be a step of another workflow: {lost}"
            raise BadRequestError(message, workflow=workflow)
        return written.document

    return find


def _named_models(graph: GraphSpec) -> tuple[GraphSpec, dict[ModelRef, str]]:
    """The graph without pinned versions, and the ids that mean these very versions here."""
    names: dict[ModelRef, str] = {}
    nodes = []
    for node in graph.nodes:
        if node.model is not None:
            loose = node.model.model_copy(update={"version": None})
            if names.setdefault(loose, _name_of(node.model)) != _name_of(node.model):
                message = f"A step that is a workflow holds two versions of {loose.id}. Use one."
                raise BadRequestError(message, model=loose.id)
            node = node.model_copy(update={"model": loose})  # noqa: PLW2901 - the same node, loosened
        nodes.append(node)
    return graph.model_copy(update={"nodes": nodes}), names


def _name_of(ref: ModelRef) -> str:
    row = ModelVersion.objects.filter(pk=ref.version).first() if ref.version else None
    number = f"/{row.number}" if row is not None else ""
    return f"{ref.app}/{ref.id}{number}" if ref.app else f"{ref.id}{number}"
