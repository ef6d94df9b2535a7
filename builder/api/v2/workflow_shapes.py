"""A workflow and its versions in Clarifai's shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder import queries
from builder.api.v2.model_shapes import model_shape
from builder.api.v2.node_names import named_nodes, shown_type
from builder.api.v2.times import time_of
from builder.api.v2.visibility import visibility_message
from builder.api.v2.workflow_nodes import unwired, wires_of
from builder.formats.clarifai.params import to_theirs
from builder.model_store import SHARED_USER
from builder.models.visibility import PUBLIC
from runtime import api
from runtime.contracts.graph import is_reference

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from builder.api.v2.node_names import Named
    from builder.formats.clarifai.wiring import Node
    from builder.models import Version, Workflow
    from builder.permissions import Actor

IDS = ("id", "user_id", "app_id", "model_type_id")


def workflow_shapes(rows: Sequence[Workflow], actor: Actor) -> list[dict[str, Any]]:
    """`Workflow` messages with the nodes of the version that a call without one runs."""
    shown = [(row, row.published or queries.versions(row).first()) for row in rows]
    named = named_nodes(version for _, version in shown if version is not None)
    return [_workflow(row, version, named, own=actor.may_reach(row.app)) for row, version in shown]


def version_shapes(
    rows: Sequence[Version], workflow: Workflow, actor: Actor
) -> list[dict[str, Any]]:
    """`WorkflowVersion` messages of one workflow, with their nodes."""
    named, own = named_nodes(rows), actor.may_reach(workflow.app)
    return [
        {**_version(row, workflow, own=own), "nodes": _nodes(row, named[row.pk], own=own)}
        for row in rows
    ]


def weft_of(version: Version, *, own: bool) -> dict[str, Any]:
    """What Clarifai's nodes cannot say: where they stand, and wires that they leave open.

    What its owner wrote beside the nodes is not for others.
    """
    layout = version.layout if own else {"nodes": version.layout.get("nodes", {})}
    kept: dict[str, Any] = {"layout": layout}
    if not unwired(version.pk)[1]:
        kept["wires"] = wires_of(version.graph)
        kept["inputs"] = version.graph["inputs"]
        if version.graph.get("outputs"):
            kept["outputs"] = version.graph["outputs"]
    return kept


def _workflow(
    row: Workflow,
    version: Version | None,
    named: Mapping[str, Mapping[str, Named]],
    *,
    own: bool,
) -> dict[str, Any]:
    card = row.card
    shape: dict[str, Any] = {
        "id": row.key,
        "name": row.name,
        "user_id": row.app.owner.username,
        "app_id": row.app.key,
        "created_at": time_of(row.created_at),
        "modified_at": time_of(row.modified_at),
        "visibility": visibility_message(row.visibility),
        "description": row.note,
        "metadata": dict(card.get("metadata", {})),
        "nodes": [],
    }
    shape |= {name: card[name] for name in ("notes", "use_cases") if card.get(name)}
    if card.get("image_url"):
        shape["image"] = {"url": card["image_url"]}
    if version is not None:
        shape["version"] = _version(version, row, own=own)
        shape["nodes"] = _nodes(version, named[version.pk], own=own)
        shape["metadata"]["weft"] = weft_of(version, own=own)
    return shape


def _version(row: Version, workflow: Workflow, *, own: bool) -> dict[str, Any]:
    card = row.card
    shape: dict[str, Any] = {
        "id": row.pk,
        "workflow_id": workflow.key,
        "user_id": workflow.app.owner.username,
        "app_id": workflow.app.key,
        "created_at": time_of(row.created_at),
        "modified_at": time_of(row.created_at),
        "visibility": visibility_message(workflow.visibility),
        "description": row.note,
        "metadata": {**card.get("metadata", {}), "weft": weft_of(row, own=own)},
        "number": row.number,
        "name": row.name,
        "digest": row.digest,
        "published": row.pk == workflow.published_id,
    }
    return shape | {name: card[name] for name in ("license", "is_deprecated") if card.get(name)}


def _nodes(version: Version, named: Mapping[str, Named], *, own: bool) -> list[dict[str, Any]]:
    nodes, _ = unwired(version.pk)
    return [
        {"id": node.id, "model": _model(node, named.get(node.id), own=own)}
        | _wiring(node, named.get(node.id))
        for node in nodes
    ]


def _wiring(node: Node, named: Named | None) -> dict[str, Any]:
    """What a node says beside its model."""
    shape: dict[str, Any] = {}
    if node.waits_for:
        shape["node_inputs"] = [{"node_id": name} for name in node.waits_for]
    if node.suppressed:
        shape["suppress_output"] = True
    by_model = named is not None and bool(named.version.model.operator)
    known = named.version.manifest["params"] if named is not None and by_model else {}
    over = {
        name: value
        for name, value in node.params.items()
        if is_reference(value) or name not in known or known[name] != value
    }
    if over:
        operator = api.operators().get(node.operator)
        shape["output_info_override"] = to_theirs(operator, over) if operator else {"params": over}
    return shape


def _model(node: Node, named: Named | None, *, own: bool) -> dict[str, Any]:
    """The model of a node; one whose rows are gone is told by what the graph says.

    Of a private model others learn what the graph says, not what its owner says of it.
    """
    shown = {"model_type_id": shown_type(node.operator)}
    if named is not None:
        model, version = named.version.model, named.version
        shape = {**model_shape(model, version), **shown, "id": named.id}
        if own or model.visibility == PUBLIC or model.app.owner.username == SHARED_USER:
            return shape
        told = {name: shape["model_version"][name] for name in ("id", "status", "output_info")}
        return {name: shape[name] for name in IDS} | {"model_version": told}
    ref = node.model or {}
    return {
        "id": ref.get("id", node.operator),
        "user_id": ref.get("user", ""),
        "app_id": ref.get("app", ""),
        "model_version": {"id": ref.get("version", "")},
        **shown,
    }
