"""Rename, describe or delete a model of an app; its versions never change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from builder.actions.edit_workflow import MAX_NOTE_CHARACTERS
from builder.actions.names import clean_name
from builder.models import Draft, Model, Run, Version
from builder.models.run import TERMINAL
from runtime.contracts.errors import BadRequestError, ConflictError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from builder.models import App, ModelVersion
    from builder.permissions import Actor

MAX_PLACES = 20


class ModelInUseError(ConflictError):
    """Workflows point at the model; `places` says which."""

    code = "model_in_use"


def edit_model(actor: Actor, model: Model, changes: Mapping[str, Any]) -> Model:
    """Change title or description; the id stays, so nothing that names it breaks."""
    assert actor.may_reach(model.app), "queries only find what the actor reaches"
    if "title" in changes:
        model.title = clean_name(changes["title"], "model")
    if "description" in changes:
        model.description = clean_description(changes["description"])
    model.save(update_fields=["title", "description", "modified_at"])
    return model


def delete_model(actor: Actor, model: Model) -> None:
    """Hide a model that nothing uses; its files go with other unused ones.

    Raises `ModelInUseError` that says where it is used.
    """
    assert actor.may_reach(model.app), "queries only find what the actor reaches"
    refuse_used(model)
    model.deleted_at = timezone.now()
    model.save(update_fields=["deleted_at"])


def refuse_used(model: Model, version: ModelVersion | None = None) -> None:
    """Nothing happens when no workflow names the model, or this version of it.

    Raises `ModelInUseError` that says where it is used.
    """
    places = where_used(model, model.app, version)
    if places:
        first = places[0]
        more = f" and {len(places) - 1} more places" if len(places) > 1 else ""
        message = (
            f"{model.title} is used in the {first['where']} of {first['name']}{more}. "
            "Take it out of these workflows, or delete them, first."
        )
        raise ModelInUseError(message, places=places)


def where_used(model: Model, app: App, version: ModelVersion | None = None) -> list[dict[str, Any]]:
    """Drafts, versions and unfinished runs of the app that name the model, at most twenty.

    The model is the app's own, or a shared one. With a version, those that name it or none.
    """
    found: list[dict[str, Any]] = []
    for place in _places(model, app, version.pk if version is not None else ""):
        if place not in found:
            found.append(place)
        if len(found) == MAX_PLACES:
            break
    return found


def _places(model: Model, app: App, pinned: str) -> Iterator[dict[str, Any]]:
    drafts = Draft.objects.filter(workflow__app=app, workflow__deleted_at=None)
    for draft in drafts.select_related("workflow").defer("layout").iterator():
        if _names(draft.graph, model, pinned):
            yield _place(draft.workflow, "draft", None)
    versions = Version.objects.filter(workflow__app=app, workflow__deleted_at=None, deleted_at=None)
    newest_first = versions.order_by("-number").defer("layout")
    for version in newest_first.select_related("workflow").iterator():
        if _names(version.graph, model, pinned):
            yield _place(version.workflow, "version", version.number)
    runs = Run.objects.filter(app=app).exclude(status__in=TERMINAL)
    for run in runs.select_related("workflow").defer("layout").iterator():
        if _names(run.graph, model, pinned):
            yield _place(run.workflow, "run", run.number)


def _place(workflow: Any, where: str, number: int | None) -> dict[str, Any]:
    return {"workflow": workflow.key, "name": workflow.name, "where": where, "number": number}


def _names(graph: Any, model: Model, pinned: str) -> bool:
    """Whether a node of the graph means this model of this app; operator models, none does."""
    if model.operator:
        return False
    for node in graph.get("nodes", ()):
        ref = node.get("model") or {}
        own = ref.get("user") in (None, model.app.owner.username)
        here = own and ref.get("app") in (None, model.app.key)
        version = not pinned or ref.get("version") in (None, pinned)
        if ref.get("id") == model.key and here and version:
            return True
    return False


def clean_description(told: Any) -> str:
    """A free text of bounded length. Raises `BadRequestError`."""
    if not isinstance(told, str) or len(told) > MAX_NOTE_CHARACTERS or "\x00" in told:
        message = f"The description must be text of at most {MAX_NOTE_CHARACTERS} characters."
        raise BadRequestError(message, field="description")
    return told.strip()
