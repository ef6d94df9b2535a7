"""The names under which the nodes of a version are shown: models with ids, as clients know them.

A node with a model's file is shown as that model. Any other is shown as an operator model; what it
was written under is kept on the version's card, and one that came from the canvas gets its name
when somebody asks first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import transaction

from builder.actions.edit_card import edit_card, lock_card
from builder.api.v2.operator_names import named_version
from builder.formats.clarifai.model_types import type_of_operator
from builder.models import ModelVersion, Version
from builder.permissions import Actor
from runtime import api
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from builder.api.v2.known_models import Meant
    from builder.models import App


@dataclass(frozen=True)
class Named:
    """The model that a node is shown as."""

    id: str
    version: ModelVersion


def named_nodes(versions: Iterable[Version]) -> dict[str, dict[str, Named]]:
    """By version and node, the models that nodes are shown as, looked up together.

    A node that was never shown before gets its name now, and keeps it until that is deleted.
    """
    rows = list(versions)
    cards = {row.pk: _cards(row) for row in rows}
    found = _found(cards)
    gone = {one.pk for one in found.values() if one.model.operator and _is_gone(one)}
    if gone:
        cards = {row.pk: _cards(row, gone) for row in rows}
        found = _found(cards)
    return {
        version: {
            node: Named(one["model_id"], found[one["model_version_id"]])
            for node, one in nodes.items()
            if one["model_version_id"] in found
        }
        for version, nodes in cards.items()
    }


def name_nodes(
    version: Version,
    app: App,
    meant: Mapping[str, Meant],
    before: Mapping[str, Any] | None = None,
    gone: Collection[str] = (),
) -> None:
    """Give the operators of a version the model versions that they are shown as, and keep that.

    `before` are the names of an earlier version, for the nodes that nothing new is said of; `gone`
    are model versions that name nothing any more.
    """
    with transaction.atomic():
        # Two who ask first at the same moment take turns, and are told the same names.
        kept = {**(before or {}), **lock_card(version).get("nodes", {})}
        kept = {node: one for node, one in _without(kept, gone).items() if node not in meant}
        for node in version.graph["nodes"]:
            if node["id"] not in kept:
                told = _card(node, app, meant.get(node["id"]))
                kept |= {node["id"]: told} if told else {}
        order = [node["id"] for node in version.graph["nodes"]]
        nodes = {node: kept[node] for node in order if node in kept}
        edit_card(Actor(app.owner), version, {"nodes": nodes}, merge=True)


@lru_cache(maxsize=512)
def model_refs(version: str) -> Mapping[str, dict[str, Any]]:
    """By node the ids of its model, as outputs name it; worked out once, as they stay."""
    row = Version.objects.select_related("workflow__app__owner").get(pk=version)
    named = named_nodes([row])[version]
    return {
        node["id"]: {
            "id": named[node["id"]].id,
            "model_type_id": shown_type(node["operator"]),
            "model_version": {"id": named[node["id"]].version.pk},
            "user_id": named[node["id"]].version.model.app.owner.username,
            "app_id": named[node["id"]].version.model.app.key,
        }
        for node in row.graph["nodes"]
        if node["id"] in named
    }


def shown_type(operator: str) -> str:
    """The model type of a node, by the id that Clarifai's clients know."""
    known = api.operators().get(operator)
    return operator if known is None else type_of_operator(known)


def _found(cards: Mapping[str, Mapping[str, Mapping[str, str]]]) -> dict[str, ModelVersion]:
    ids = {one["model_version_id"] for nodes in cards.values() for one in nodes.values()}
    return ModelVersion.objects.select_related("model__app__owner").in_bulk(list(ids))


def _is_gone(version: ModelVersion) -> bool:
    return version.deleted_at is not None or version.model.deleted_at is not None


def _card(node: Mapping[str, Any], app: App, meant: Meant | None) -> dict[str, str] | None:
    """What is kept of a node's name; nothing for one that its own graph names."""
    name, stands_for = (meant.name, meant.stands_for) if meant else ("", "")
    file = node.get("model")
    if file and not name:
        return {"model_id": stands_for, "model_version_id": file["version"]} if stands_for else None
    try:
        params = node.get("params", {})
        if meant is not None and meant.under is not None:
            params = meant.under  # the node's own are told as what it overrides
        row = named_version(app, node["operator"], params, name)
    except BadRequestError:
        return None  # an operator that is not installed any more, or that became stricter
    return {"model_id": stands_for or row.model.key, "model_version_id": row.pk}


def _without(nodes: Mapping[str, Any], gone: Collection[str]) -> dict[str, Any]:
    return {node: one for node, one in nodes.items() if one["model_version_id"] not in gone}


def _cards(version: Version, gone: Collection[str] = ()) -> dict[str, dict[str, str]]:
    """By node, the id of its model and of the model's version, without those that are gone."""
    nodes, known = version.graph["nodes"], api.operators()
    kept = _without(version.card.get("nodes", {}), gone)
    bare = [node for node in nodes if not node.get("model") and node["operator"] in known]
    if any(node["id"] not in kept for node in bare):
        name_nodes(version, version.workflow.app, {}, gone=gone)
        kept = version.card["nodes"]
    files = {
        node["id"]: {
            "model_id": node["model"]["id"], "model_version_id": node["model"]["version"]
        }
        for node in nodes
        if node.get("model")
    }  # fmt: skip
    return {**files, **kept}
