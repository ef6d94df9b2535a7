"""Saved workflows as Roboflow's clients name them: a workspace and an id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from builder.models import Version, Workflow
from builder.queries.apps import apps
from builder.queries.workflows import newest_version, public_workflows, versions
from runtime.contracts.errors import NotFoundError

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from builder.permissions import Actor

NUMBER = re.compile(r"^v?([0-9]{1,9})$")


def workflow_of_workspace(actor: Actor, workspace: str, key: str) -> Workflow:
    """A workflow to read and run, own or public. Raises a 404 `NotFoundError`.

    The workspace is an app's id, else a user's name, or `me`.
    """
    own = Workflow.objects.filter(key=key, app__in=apps(actor).order_by())
    name = actor.user.username if workspace == "me" else workspace
    public = public_workflows().filter(key=key) if actor.reaches_all else None
    for rows in (
        own.filter(app__key=workspace),
        own.filter(app__owner__username=name),
        public.filter(app__key=workspace) if public is not None else own.none(),
        public.filter(app__owner__username=name) if public is not None else own.none(),
    ):
        found = _only(rows, workspace, key)
        if found is not None:
            return found
    message = (
        f"There is no workflow {key[:48]} in {workspace[:64]}. Name the app, or the user, and the "
        "workflow's id, as its page shows them."
    )
    raise NotFoundError(message, workflow=key[:48])


def version_of_workspace(of: Workflow, wanted: str) -> Version:
    """A version by its id or its number; the published one, else the newest, without any."""
    if not wanted:
        return newest_version(of)
    match = NUMBER.match(wanted)
    rows = versions(of)
    found = rows.filter(number=int(match[1])).first() if match else rows.filter(pk=wanted).first()
    if found is None:
        message = f"{of.key} has no version {wanted[:40]}. Send a version's id, or its number."
        raise NotFoundError(message, version=wanted[:40])
    return found


def _only(rows: QuerySet[Workflow], workspace: str, key: str) -> Workflow | None:
    found = list(rows.select_related("app__owner", "published")[:2])
    if len(found) > 1:
        message = f"Several apps of {workspace[:64]} have a workflow {key}; name the app instead."
        raise NotFoundError(message, workflow=key)
    return found[0] if found else None
