"""Clarifai's workflow files, read into an app and written from what is on a canvas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clarifai_grpc.grpc.api import resources_pb2

from builder.actions.layouts import clean_layout
from builder.actions.save_version import runnable_graph
from builder.api.lost_in_files import lost
from builder.api.v2.known_models import find_named
from builder.api.v2.operator_names import named_version
from builder.formats.clarifai.document import DocumentNode, ModelPart
from builder.formats.clarifai.document_nodes import Source, imported
from builder.formats.clarifai.model_types import operator_of_task
from builder.formats.clarifai.wiring import nodes_of
from builder.formats.clarifai.yaml_file import MARK, legal_id, read, write, write_self_contained
from builder.formats.place_nodes import place_nodes
from runtime import api
from runtime.contracts.errors import BadRequestError, NotFoundError, WeftError
from runtime.contracts.graph import parse_graph

if TYPE_CHECKING:
    from builder.formats.clarifai.wiring import Node
    from builder.models import App, ModelVersion
    from builder.permissions import Actor
    from runtime.contracts.graph import GraphSpec

EXACT, WHOLE = "clarifai", "clarifai-full"
"""As Clarifai's SDK exports, by versions of models; and with everything that a workflow says."""


@dataclass(frozen=True)
class ReadFile:
    """What a file holds, for the canvas; `notes` say what was changed or passed over."""

    name: str
    graph: GraphSpec
    layout: dict[str, Any]
    notes: tuple[str, ...]


def read_file(actor: Actor, app: App, text: object) -> ReadFile:
    """A workflow file for an app. Raises a 400 or a 422 that names every fault."""
    if not isinstance(text, str) or not text.strip():
        raise BadRequestError("Send the file as text.", field="text")
    document = read(text)
    told: list[str] = []

    def find(part: ModelPart) -> Source | None:
        try:
            meant = find_named(actor, app, _message(part, part.model_version_id))
        except NotFoundError as error:
            if not part.model_version_id:
                raise
            meant = find_named(actor, app, _message(part, None))
            told.append(f"{error.message} The newest one is used.")
        if meant is None:
            return None
        return Source(meant.operator, meant.params, _as_named(meant.file, part))

    found = imported(document, api.operators(), find)
    graph = parse_graph(found.graph)
    places = place_nodes(graph, clean_layout(dict(found.layout)))
    return ReadFile(document.id, graph, places, (*told, *found.told))


def write_file(
    actor: Actor, app: App, form: object, name: object, graph: object, layout: object
) -> tuple[str, list[str]]:
    """A graph of this app as a file, and what that form of it cannot say to Clarifai's clients.

    Raises a 422 for a graph that cannot run: their format has no place for what is unfinished.
    """
    if form not in (EXACT, WHOLE):
        raise BadRequestError(f"The format is {EXACT} or {WHOLE}.", field="format")
    if not isinstance(name, str):
        raise BadRequestError("The workflow's id must be text.", field="name")
    ready = runnable_graph(graph, app)
    if not ready.nodes:
        raise BadRequestError("There is no node to write. Put one on the canvas.", field="graph")
    places = clean_layout(layout)
    if form == EXACT:
        text = write(legal_id(name), _named_nodes(app, ready))
    else:
        ready = parse_graph(graph)  # as it stands: the newest version of a model stays the newest
        text = write_self_contained(name, ready, api.operators(), places)
    seen = "\n".join(line for line in text.splitlines() if not line.startswith(MARK))
    try:
        back = read_file(actor, app, seen).graph
    except WeftError as error:
        return text, [f"It cannot be read back from the nodes alone: {error.message}"]
    return text, lost(ready, back, places)


def _message(part: ModelPart, version: str | None) -> Any:
    return resources_pb2.Model(
        id=part.model_id,
        user_id=part.user_id or "",
        app_id=part.app_id or "",
        model_type_id=part.model_type_id or "",
        model_version=resources_pb2.ModelVersion(id=version or ""),
    )


def _as_named(file: dict[str, str] | None, part: ModelPart) -> dict[str, str] | None:
    """A model's reference that says no more than the file does: without a version, the newest."""
    said = {"id": part.model_id, "user": part.user_id, "app": part.app_id,
            "version": part.model_version_id}  # fmt: skip
    return {name: value for name, value in file.items() if said[name]} if file else None


def _named_nodes(app: App, graph: GraphSpec) -> list[DocumentNode]:
    """Each node by the version of its model; an operator by one that says its parameters."""
    nodes, _ = nodes_of(graph, api.operators())
    return [DocumentNode(node.id, _part(app, node), node.waits_for) for node in nodes]


def _part(app: App, node: Node) -> ModelPart:
    known = api.operators()
    task = known[node.operator].meta.task
    if node.model and task and operator_of_task(task, known) == node.operator:
        ref = node.model
        return ModelPart(ref["id"], ref.get("user"), ref.get("app"), ref.get("version"))
    row: ModelVersion = named_version(app, node.operator, node.params)
    return ModelPart(row.model.key, app.owner.username, app.key, row.pk)
