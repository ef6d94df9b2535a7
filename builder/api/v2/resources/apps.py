"""Apps by the public API: list, look at, make, change and delete them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from builder import queries
from builder.actions.create_app import create_app
from builder.actions.edit_app import edit_app
from builder.actions.edit_workflow import delete_app
from builder.api.v2.call import handles
from builder.api.v2.paging import in_order, page_of
from builder.api.v2.patching import MERGE, REMOVE, action_of
from builder.api.v2.plain import plain
from builder.api.v2.times import time_of
from builder.api.v2.visibility import asked_visibility, visibility_message
from builder.models.visibility import PUBLIC
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from builder.api.v2.call import Call
    from builder.models import App
    from builder.permissions import Actor

MOST_AT_ONCE = 32
MOST_CHARACTERS = 100
"""So much of a search text is looked for."""
SORTED_BY = {
    "sort_by_name": "name",
    "sort_by_id": "key",
    "sort_by_created_at": "created_at",
    "sort_by_modified_at": "modified_at",
}
WORDS = ("description", "notes", "default_language", "default_workflow_id")


@handles("ListApps")
def list_apps(call: Call) -> dict[str, Any]:
    """The apps of a user that the caller may see; of everybody when none is named."""
    request = call.request
    if request.featured_only or request.starred_only or request.template_only:
        return {"apps": []}
    rows = in_order(_wanted(queries.open_apps(call.actor), call), request, SORTED_BY)
    return {"apps": [app_message(app, call.actor) for app in page_of(rows, request)]}


@handles("GetApp")
def get_app(call: Call) -> dict[str, Any]:
    """One app; without a name the only one."""
    user, app = call.named_app()
    found = queries.open_app(call.actor, user or "me", app) if app else call.app()
    return {"app": app_message(found, call.actor)}


@handles("PostApps")
def post_apps(call: Call) -> dict[str, Any]:
    """Make apps, all of them or none."""
    _own_account(call)
    with transaction.atomic():
        made = [_make(call, item) for item in _items(call.request.apps)]
    return {"apps": [app_message(app, call.actor) for app in made]}


@handles("PatchApps")
def patch_apps(call: Call) -> dict[str, Any]:
    """Change apps, all of them or none."""
    _own_account(call)
    action = action_of(call.request.action)
    with transaction.atomic():
        edited = [_edit(call, item.id, item, action) for item in _items(call.request.apps)]
    return {"apps": [app_message(app, call.actor) for app in edited]}


@handles("PatchApp")
def patch_app(call: Call) -> dict[str, Any]:
    """Change the app that the address names."""
    _own_account(call)
    request = call.request
    key = request.user_app_id.app_id or request.app.id
    edited = _edit(call, key, request.app, action_of(request.action))
    return {"app": app_message(edited, call.actor)}


@handles("DeleteApp")
def delete_one_app(call: Call) -> dict[str, Any]:
    """Hide an app with all that is in it."""
    user, app = call.named_app()
    if not app:
        raise BadRequestError("Name the app to delete.", field="user_app_id.app_id")
    delete_app(call.actor, queries.app(call.actor, user or "me", app))
    return {}


def app_message(app: App, actor: Actor) -> dict[str, Any]:
    """An `App`; `input_type` is an addition.

    Of a private app that holds something public others read no more than its address and name.
    """
    told_to = actor.may_reach(app) or app.visibility == PUBLIC
    card = app.card if told_to else {}
    told: dict[str, Any] = {
        "id": app.key,
        "name": app.name,
        "user_id": app.owner.username,
        "default_language": card.get("default_language", "en"),
        "default_workflow_id": card.get("default_workflow_id", ""),
        "description": card.get("description", ""),
        "notes": card.get("notes", ""),
        "metadata": card.get("metadata", {}),
        "created_at": time_of(app.created_at),
        "modified_at": time_of(app.modified_at),
        "visibility": visibility_message(app.visibility),
        "input_type": app.input_type,
    }
    if card.get("image_url"):
        told["image"] = {"url": card["image_url"]}
    if card.get("sample_ms"):
        told["sample_ms"] = card["sample_ms"]
    return told


def _wanted(rows: QuerySet[App], call: Call) -> QuerySet[App]:
    request = call.request
    user, _ = call.named_app()
    if user:
        name = call.actor.user.username if user == "me" else user
        rows = rows.filter(owner__username=name)
    if request.id:
        rows = rows.filter(key=request.id)
    if request.name:
        rows = rows.filter(name__icontains=request.name[:MOST_CHARACTERS])
    level = asked_visibility(request.visibility)
    if level is not None:
        rows = rows.filter(visibility=level)
    for text in (request.search, request.query):
        wanted = text[:MOST_CHARACTERS]
        if wanted:
            rows = rows.filter(Q(key__icontains=wanted) | Q(name__icontains=wanted))
    return rows


def _own_account(call: Call) -> None:
    """Apps are made and changed in the caller's own account only. Raises a 404."""
    user, _ = call.named_app()
    if user not in ("", "me", call.actor.user.username):
        queries.app(call.actor, user, "")


def _items(items: Sequence[Any]) -> Sequence[Any]:
    if not 1 <= len(items) <= MOST_AT_ONCE:
        message = f"Send 1 to {MOST_AT_ONCE} apps; this call has {len(items) or 'none'}."
        raise BadRequestError(message, field="apps")
    return items


def _make(call: Call, item: Any) -> App:
    app = create_app(call.actor, item.name or item.id, key=item.id)
    return edit_app(call.actor, app, _told(item))


def _edit(call: Call, key: str, item: Any, action: str) -> App:
    if not key:
        raise BadRequestError("Each app needs its id.", field="apps.id")
    app = queries.app(call.actor, "me", key)
    changes = _told(item)
    if action == REMOVE:
        changes = {"card": _without(app, item)}
    elif action == MERGE and "metadata" in changes["card"]:
        metadata = {**app.card.get("metadata", {}), **changes["card"]["metadata"]}
        changes["card"]["metadata"] = metadata
    return edit_app(call.actor, app, changes)


def _told(item: Any) -> dict[str, Any]:
    """What a message says; a field that stands empty in it says nothing."""
    card: dict[str, Any] = {name: getattr(item, name) for name in WORDS if getattr(item, name)}
    if item.default_workflow.id and not item.default_workflow_id:
        card["default_workflow_id"] = item.default_workflow.id
    if item.HasField("metadata"):
        card["metadata"] = plain(item.metadata)
    if item.image.url:
        card["image_url"] = item.image.url
    if item.sample_ms:
        card["sample_ms"] = item.sample_ms
    told: dict[str, Any] = {"card": card}
    if item.name:
        told["name"] = item.name
    level = asked_visibility(item.visibility)
    if level is not None:
        told["visibility"] = level
    return told


def _without(app: App, item: Any) -> dict[str, Any]:
    """The card's parts that go: the picture, and the named keys of the metadata."""
    parts: dict[str, Any] = {}
    if item.HasField("image"):
        parts["image_url"] = None
    if item.HasField("metadata"):
        kept = app.card.get("metadata", {})
        parts["metadata"] = {key: kept[key] for key in kept if key not in item.metadata.fields}
    return parts
