"""The history of runs: filtered, page by page; running again and sharing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from rest_framework.response import Response

from builder import queries
from builder.actions.repeat_run import repeat_run
from builder.actions.share_run import share_run, stop_sharing
from builder.api.editor import shapes
from builder.api.editor.base import EditorView
from builder.models import RunShare
from builder.run_history import MAX_PAGE_SIZE, PAGE_SIZE, RunFilter, page_of
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet
    from django.http import QueryDict

    from builder.models import Run


def run_list(rows: QuerySet[Run], query: QueryDict) -> Response:
    """One page of these runs, as the address asks for it."""
    wanted = RunFilter(
        statuses=tuple(filter(None, query.get("status", "").split(","))),
        version=query.get("version", ""),
        origin=query.get("origin", ""),
        text=query.get("q", ""),
        since=_time(query, "since"),
        until=_time(query, "until"),
    )
    page = page_of(rows, wanted, query.get("before", ""), _size(query))
    return Response({"runs": [shapes.run_line(row) for row in page.runs], "next": page.next})


def _time(query: QueryDict, name: str) -> dt.datetime | None:
    given = query.get(name, "")
    if not given:
        return None
    try:
        found = parse_datetime(given)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        message = f"{name} must be a time with a zone, such as 2026-11-21T08:00:00Z."
        raise BadRequestError(message, field=name)
    return found


def _size(query: QueryDict) -> int:
    given = query.get("limit", str(PAGE_SIZE))
    if not given.isdigit() or len(given) > 3 or not 1 <= int(given) <= MAX_PAGE_SIZE:
        message = f"limit must be a whole number from 1 to {MAX_PAGE_SIZE}."
        raise BadRequestError(message, field="limit")
    return int(given)


class AppRuns(EditorView):
    """`GET /apps/{user}/{app}/runs`."""

    def get(self, request: Any, user: str, app: str) -> Response:
        """The runs of all workflows of an app, or of one of them."""
        home = queries.app(self.actor, user, app)
        kept = Q(workflow__deleted_at=None) | ~Q(workflow__calls_of="")
        rows = queries.shown_runs().filter(kept, app=home)
        workflow = request.query_params.get("workflow")
        if workflow:
            rows = rows.filter(workflow=queries.workflow(self.actor, user, app, workflow))
        return run_list(rows, request.query_params)


class RunAgain(EditorView):
    """`POST /runs/{run}/again`."""

    def post(self, request: Any, run: str) -> Response:
        """A new run of the same graph on the same inputs."""
        again = repeat_run(self.actor, queries.own_run(self.actor, run))
        return Response(shapes.run_full(queries.own_run(self.actor, again.pk)), 201)


class Share(EditorView):
    """`GET`, `POST`, `DELETE /runs/{run}/share`."""

    def get(self, request: Any, run: str) -> Response:
        """The run's link, when it is shared."""
        share = RunShare.objects.filter(run=queries.own_run(self.actor, run)).first()
        return Response({"share": shapes.share_row(share) if share else None})

    def post(self, request: Any, run: str) -> Response:
        """Share it by a link that shows this run and nothing else."""
        share = share_run(self.actor, queries.own_run(self.actor, run))
        return Response({"share": shapes.share_row(share)}, 201)

    def delete(self, request: Any, run: str) -> Response:
        """Switch the link off."""
        stop_sharing(self.actor, queries.own_run(self.actor, run))
        return Response(status=204)
