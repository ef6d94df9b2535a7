"""What a request says of workflows is done by the same actions as the editor's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from builder import queries
from builder.actions.create_workflow import create_workflow
from builder.actions.edit_card import edit_card
from builder.actions.edit_workflow import edit_version, edit_workflow
from builder.actions.layouts import clean_layout
from builder.actions.restore_draft import set_draft_aside
from builder.actions.save_version import save_version
from builder.actions.set_visibility import set_visibility
from builder.api.v2.kept_beside import Kept
from builder.api.v2.node_names import name_nodes
from builder.api.v2.patching import MERGE, REMOVE
from builder.api.v2.plain import joined, plain
from builder.api.v2.visibility import asked_visibility
from builder.api.v2.workflow_errors import WorkflowArgumentError
from builder.api.v2.workflow_nodes import graph_from, merged, merged_graph, read_nodes
from builder.formats.place_nodes import place_nodes
from runtime.contracts.errors import ConflictError
from runtime.contracts.graph import parse_graph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builder.api.v2.known_models import Meant
    from builder.models import App, Version, Workflow
    from builder.permissions import Actor

UNNAMED = "Workflow"
OURS = "weft"
"""The part of metadata that our own answers keep wires and places in."""
VERSION_WORDS = ("description", "license")


def make_workflow(actor: Actor, app: App, told: Any) -> tuple[Workflow, list[str]]:
    """A workflow with its first version, and notes on what has no effect here."""
    read = read_nodes(actor, app, told.nodes)
    kept = _kept(told)
    graph = graph_from(read, kept)
    try:
        with transaction.atomic():
            made = create_workflow(actor, app, told.id or UNNAMED, key=told.id)
    except IntegrityError as error:
        message = f"{app.key} has a workflow {told.id} already. Choose another id."
        raise ConflictError(message, field="id", workflow=told.id) from error
    _save(actor, made, graph, kept.layout or {}, told.version, read.meant)
    _say(actor, made, told, MERGE)
    return made, read.notes


def change_workflow(
    actor: Actor, workflow: Workflow, told: Any, action: str
) -> tuple[Workflow, list[str]]:
    """Change what is said; nodes make a new version, which is published."""
    if action == REMOVE:
        _remove(actor, workflow, told)
        return workflow, []
    notes: list[str] = []
    if told.nodes:
        notes = _change_nodes(actor, workflow, told, action)
    elif told.version.ByteSize() > 0:
        message = "A version never changes. Send nodes for a new one, or PATCH its versions."
        raise WorkflowArgumentError(message, field="version")
    _say(actor, workflow, told, action)
    return workflow, notes


def say_of_version(actor: Actor, version: Version, told: Any, action: str) -> None:
    """Change what is said of a version: description, license, metadata, is_deprecated."""
    if told.description and told.description != version.note:
        edit_version(version, {"note": told.description})
    card: dict[str, Any] = {}
    if told.license:
        card["license"] = told.license
    if told.is_deprecated or action != MERGE:
        card["is_deprecated"] = told.is_deprecated or None
    if told.HasField("metadata"):
        card["metadata"] = _metadata(told, version.card, action)
    if card:
        edit_card(actor, version, card, merge=True)


def _change_nodes(actor: Actor, workflow: Workflow, told: Any, action: str) -> list[str]:
    app, kept = workflow.app, _kept(told)
    read = read_nodes(actor, app, told.nodes)
    layout = kept.layout or {}
    newest = workflow.published or queries.versions(workflow).first()
    if newest is not None:
        layout = layout or newest.layout
    if action == MERGE and newest is not None:
        graph = merged_graph(newest, merged(newest, read), app)
    else:
        graph = graph_from(read, kept)
    set_draft_aside(actor, workflow, "Before a change over the API")
    before = newest.card.get("nodes", {}) if newest is not None and action == MERGE else {}
    _save(actor, workflow, graph, layout, told.version, read.meant, before)
    return read.notes


def _save(
    actor: Actor,
    workflow: Workflow,
    graph: Mapping[str, Any],
    layout: Mapping[str, Any],
    told: Any,
    meant: Mapping[str, Meant],
    before: Mapping[str, Any] | None = None,
) -> None:
    places = place_nodes(parse_graph(graph), clean_layout(layout))
    version = save_version(actor, workflow, graph, places, note=told.description)
    name_nodes(version, workflow.app, meant, before)
    say_of_version(actor, version, told, MERGE)


def _say(actor: Actor, workflow: Workflow, told: Any, action: str) -> None:
    """The fields that are given; the others stay."""
    card: dict[str, Any] = {}
    if told.notes:
        card["notes"] = told.notes
    if told.use_cases:
        before = workflow.card.get("use_cases", []) if action == MERGE else []
        card["use_cases"] = list(dict.fromkeys([*before, *told.use_cases]))
    if told.image.url:
        card["image_url"] = told.image.url
    if told.HasField("metadata"):
        card["metadata"] = _metadata(told, workflow.card, action)
    if card:
        edit_card(actor, workflow, card, merge=True)
    edit_workflow(workflow, {"note": told.description} if told.description else {})
    visibility = asked_visibility(told.visibility)
    if visibility is not None and visibility != workflow.visibility:
        set_visibility(actor, workflow, visibility)


def _remove(actor: Actor, workflow: Workflow, told: Any) -> None:
    if told.nodes or not told.image.url:
        message = "Only the cover image can be removed: send image.url with the action remove."
        raise WorkflowArgumentError(message, field="action")
    edit_card(actor, workflow, {"image_url": None}, merge=True)
    edit_workflow(workflow, {})


def _metadata(told: Any, card: Mapping[str, Any], action: str) -> dict[str, Any]:
    given = {name: part for name, part in plain(told.metadata).items() if name != OURS}
    return joined(card.get("metadata", {}), given) if action == MERGE else given


def _kept(told: Any) -> Kept:
    metadata = plain(told.metadata) if told.HasField("metadata") else {}
    return Kept.of(metadata.get(OURS) or plain(told.version.metadata).get(OURS))
