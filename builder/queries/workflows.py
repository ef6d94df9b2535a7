"""Look-ups of workflows, their versions and drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from builder.models import (
    App,
    Draft,
    KeptDraft,
    Pin,
    Version,
    Workflow,
)
from builder.models.visibility import PUBLIC
from builder.queries.apps import app, apps, open_app
from runtime.contracts.errors import NotFoundError

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from builder.permissions import Actor


def workflows(actor: Actor, owner: App) -> QuerySet[Workflow]:
    """An app's workflows, last changed first."""
    return (
        Workflow.objects.filter(app=owner, app__in=apps(actor))
        .select_related("app__owner", "published", "draft")
        .order_by("-modified_at")
    )


def workflow(actor: Actor, user: str, app_key: str, key: str) -> Workflow:
    """One workflow by its address. Raises `NotFoundError`."""
    name = actor.user.username if user == "me" else user
    rows = Workflow.objects.filter(app__in=apps(actor).order_by(), app__owner__username=name)
    found = (
        rows.filter(app__key=app_key, key=key)
        .select_related("app__owner", "published", "draft")
        .first()
    )
    if found is None:
        app(actor, user, app_key)  # says that it is the app that is missing, when it is
        raise NotFoundError(f"There is no workflow {key} in {app_key}.", workflow=key)
    return found


def public_workflows(search: str = "") -> QuerySet[Workflow]:
    """What all users of this server made public, last changed first; also by a part of a name."""
    rows = Workflow.objects.filter(
        visibility=PUBLIC, app__deleted_at=None, app__owner__is_active=True
    )
    if search:
        named = Q(key__icontains=search[:100]) | Q(name__icontains=search[:100])
        rows = rows.filter(named | Q(note__icontains=search[:100]))
    return rows.select_related("app__owner", "published").order_by("-modified_at", "pk")


def open_workflows(actor: Actor, of: App) -> QuerySet[Workflow]:
    """An app's workflows: all of one's own, only the public ones of another's."""
    if actor.may_reach(of):
        return workflows(actor, of)
    rows = public_workflows() if actor.reaches_all else Workflow.objects.none()
    return rows.filter(app=of)


def open_workflow(actor: Actor, user: str, app_key: str, key: str) -> Workflow:
    """One workflow by its address, to read and run: own, or public. Raises `NotFoundError`."""
    home = open_app(actor, user, app_key)
    found = open_workflows(actor, home).filter(key=key).first()
    if found is None:
        raise NotFoundError(f"There is no workflow {key} in {app_key}.", workflow=key)
    return found


def workflow_anywhere(actor: Actor, key: str) -> Workflow:
    """The actor's one workflow of that id, in whichever app. Raises `NotFoundError`."""
    rows = Workflow.objects.filter(key=key, app__in=apps(actor)).select_related(
        "app__owner", "published"
    )
    found = list(rows[:2])
    if len(found) == 1:
        return found[0]
    if found:
        message = f"Several apps have a workflow {key}; name its user and app."
    else:
        message = f"There is no workflow {key} here."
    raise NotFoundError(message, workflow=key)


def draft(of: Workflow) -> Draft:
    """A workflow's draft."""
    return Draft.objects.select_related("based_on").get(workflow=of)


def versions(of: Workflow) -> QuerySet[Version]:
    """A workflow's versions without the hidden ones, newest first."""
    rows = Version.objects.filter(workflow=of, deleted_at=None).select_related("created_by")
    return rows.order_by("-number")


def version(of: Workflow, version_id: str) -> Version:
    """One version of a workflow that is not hidden. Raises `NotFoundError`."""
    found = versions(of).filter(pk=version_id).first()
    if found is None:
        raise NotFoundError(f"{of.key} has no version {version_id}.", version=version_id)
    return found


def kept_draft(of: Workflow, kept_id: str) -> KeptDraft:
    """A draft of this workflow that was set aside. Raises `NotFoundError`."""
    found = KeptDraft.objects.filter(workflow=of, pk=kept_id).select_related("created_by").first()
    if found is None:
        raise NotFoundError(f"{of.key} has no such kept draft.", kept=kept_id)
    return found


def newest_version(of: Workflow) -> Version:
    """The published version, else the newest. Raises `NotFoundError` when there is none yet."""
    found = of.published or versions(of).first()
    if found is None:
        raise NotFoundError(f"{of.key} has no version yet; save one first.", workflow=of.key)
    return found


def pins(of: Workflow) -> QuerySet[Pin]:
    """The outputs pinned on a workflow's draft."""
    return Pin.objects.filter(workflow=of)


def pin(of: Workflow, node: str) -> Pin:
    """One pinned output. Raises `NotFoundError`."""
    found = pins(of).filter(node=node).first()
    if found is None:
        raise NotFoundError(f"The output of {node} is not pinned. Pin it first.", node=node)
    return found
