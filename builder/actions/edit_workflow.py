"""Rename, annotate or delete a workflow or an app; change a version's name and note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from builder.actions.cancel_run import end_runs
from builder.actions.names import clean_name
from builder.permissions import PUBLIC_RUN, Actor, require_whole_account
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from builder.models import App, Version, Workflow

MAX_NOTE_CHARACTERS = 4000
OTHERS = ("try", PUBLIC_RUN)
"""Origins of runs that other people started."""


def clean_note(note: Any) -> str:
    """A free text of bounded length. Raises `BadRequestError`."""
    if not isinstance(note, str) or len(note) > MAX_NOTE_CHARACTERS or "\x00" in note:
        message = f"The note must be text of at most {MAX_NOTE_CHARACTERS} characters."
        raise BadRequestError(message, field="note")
    return note.strip()


def edit_workflow(workflow: Workflow, changes: dict[str, Any]) -> Workflow:
    """Change the name or note; the id stays, so nothing that calls it breaks."""
    if "name" in changes:
        workflow.name = clean_name(changes["name"], "workflow")
    if "note" in changes:
        workflow.note = clean_note(changes["note"])
    workflow.save(update_fields=["name", "note", "modified_at"])
    return workflow


def edit_version(version: Version, changes: dict[str, Any]) -> Version:
    """Change a version's name or note; its graph never changes."""
    if "name" in changes:
        name = changes["name"]
        version.name = clean_name(name, "version") if name else ""
    if "note" in changes:
        version.note = clean_note(changes["note"])
    version.save(update_fields=["name", "note"])
    return version


def delete_workflow(workflow: Workflow) -> None:
    """Hide it; its versions and runs stay as they were promised, and what others run there ends."""
    workflow.deleted_at = timezone.now()
    workflow.save(update_fields=["deleted_at"])
    end_runs(Actor(workflow.app.owner), workflow.runs.filter(origin__in=OTHERS))


def delete_app(actor: Actor, app: App) -> None:
    """Hide an app with all that is in it; what others run there ends."""
    require_whole_account(actor)
    app.deleted_at = timezone.now()
    app.save(update_fields=["deleted_at"])
    end_runs(actor, app.runs.filter(origin__in=OTHERS))
