"""Look-ups of runs: through an app, through a link that somebody shared, or by who started them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q

from builder.models import (
    NodeOutput,
    Run,
    TryPage,
    Workflow,
)
from builder.permissions import PUBLIC_RUN, require_scopes
from builder.queries.apps import apps
from builder.queries.workflows import public_workflows
from runtime.contracts.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from builder.permissions import Actor


def run(actor: Actor, run_id: str, outputs_of: Collection[str] | None = None) -> Run:
    """One run that the actor may read, with all that its page shows. Raises `NotFoundError`.

    Its outputs are those of all nodes, or of the named ones.

    A run in an own app; or one that the actor started of another's workflow, as long as that is
    public: the workflow's owner does not find it. Raises `ForbiddenError` for a token that may not
    run.
    """
    require_scopes(actor, ("Predict",))
    rows = Run.objects.filter(_readable(actor), pk=run_id)
    return _whole_run(rows, run_id, outputs_of)


def own_run(actor: Actor, run_id: str) -> Run:
    """One run in the actor's own apps. Raises `NotFoundError`."""
    rows = Run.objects.filter(_own(actor), pk=run_id)
    return _whole_run(rows, run_id)


def _own(actor: Actor) -> Q:
    return Q(app__in=apps(actor).order_by().values("pk")) & ~Q(origin=PUBLIC_RUN)


def _readable(actor: Actor) -> Q:
    """A token that may only run reads what it started itself."""
    readable = _own(actor)
    if actor.reaches_all:
        called = public_workflows().order_by().values("pk")
        readable |= Q(origin=PUBLIC_RUN, created_by=actor.user, workflow__in=called)
    if actor.lacks(["Inputs_Get"]):
        readable &= Q(token=actor.token)
    return readable


def _whole_run(rows: QuerySet[Run], run_id: str, outputs_of: Collection[str] | None = None) -> Run:
    outputs = NodeOutput.objects.all()
    if outputs_of is not None:
        outputs = outputs.filter(node__in=outputs_of)
    found = (
        rows.select_related("app__owner", "workflow", "version", "created_by")
        .prefetch_related("inputs", "node_runs", Prefetch("outputs", outputs))
        .first()
    )
    if found is None:
        raise NotFoundError(f"There is no run {run_id} here.", run=run_id)
    return found


def shared_run(code: str) -> Run | None:
    """The run that a read-only link shows; the one look-up that asks for no actor."""
    return (
        Run.objects.filter(share__code=code, app__deleted_at=None, workflow__deleted_at=None)
        .select_related("app__owner", "workflow", "version", "created_by")
        .prefetch_related("inputs", "node_runs", Prefetch("outputs"))
        .first()
    )


def shown_runs() -> QuerySet[Run]:
    """What lists of runs are made of: never those that other users started."""
    return Run.objects.exclude(origin=PUBLIC_RUN)


def runs(of: Workflow, version_id: str | None = None) -> QuerySet[Run]:
    """A workflow's runs, newest first; those of other users are theirs."""
    rows = shown_runs().filter(workflow=of).select_related("version").order_by("-created_at")
    rows = rows.annotate(input_count=Count("inputs"))
    return rows.filter(version_id=version_id) if version_id else rows


def try_page(key: str) -> TryPage:
    """The public page with this key, while it is on. Raises `NotFoundError`."""
    found = (
        TryPage.objects.filter(
            key=key,
            enabled=True,
            workflow__deleted_at=None,
            workflow__app__deleted_at=None,
            workflow__app__owner__is_active=True,
            workflow__published__isnull=False,
        )
        .select_related("workflow__app__owner", "workflow__published")
        .first()
    )
    if found is None:
        raise NotFoundError("This page is switched off, or its link was replaced.")
    return found


def visited_run(page: TryPage, run_id: str) -> Run:
    """One run that was started on this page. Raises `NotFoundError`."""
    found = (
        Run.objects.filter(pk=run_id, workflow=page.workflow_id, origin="try")
        .select_related("app__owner", "workflow", "version")
        .prefetch_related("inputs", "node_runs", Prefetch("outputs"))
        .first()
    )
    if found is None:
        raise NotFoundError("There is no such run on this page.")
    return found
