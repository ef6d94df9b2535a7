"""The list of versions with their graphs and last runs; restoring one as the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from rest_framework.response import Response

from builder import queries
from builder.actions.restore_draft import Source, forget_kept, restore_draft
from builder.api.editor import shapes
from builder.api.editor.workflows import SaveVersion, WorkflowView
from builder.models import KeptDraft, Run
from builder.run_history import with_facts
from runtime.contracts.errors import BadRequestError, NotFoundError, StaleDraftError

if TYPE_CHECKING:
    from builder.models import Workflow

PAGE_SIZE = 30
MAX_DIGITS = 9


class Versions(SaveVersion):
    """`GET`, `POST {w}/versions`."""

    def get(self, request: Any, **path: str) -> Response:
        """The newest versions below the number `before`, and the drafts set aside."""
        workflow = self.find()
        rows = queries.versions(workflow)
        before = request.query_params.get("before", "")
        if before:
            if not before.isdigit() or len(before) > MAX_DIGITS:
                raise BadRequestError("before must be a version's number.", field="before")
            rows = rows.filter(number__lt=int(before))
        newest = queries.shown_runs().filter(version=OuterRef("pk")).order_by("-created_at")
        found = list(rows.annotate(last_run=Subquery(newest.values("pk")[:1]))[: PAGE_SIZE + 1])
        shown = found[:PAGE_SIZE]
        runs = with_facts(Run.objects.all()).in_bulk(
            [row.last_run for row in shown if row.last_run]
        )
        kept = KeptDraft.objects.filter(workflow=workflow).select_related("created_by")
        return Response(
            {
                "versions": [
                    shapes.version_line(row, workflow.published_id, runs.get(row.last_run))
                    for row in shown
                ],
                "next": shown[-1].number if len(found) > PAGE_SIZE else None,
                "kept": [shapes.kept_row(row) for row in kept],
            }
        )


class Restore(WorkflowView):
    """`POST {w}/restore`."""

    def post(self, request: Any, **path: str) -> Response:
        """Make a version, a run's graph or a kept draft the draft; the old draft is kept."""
        workflow, body = self.find(), self.body
        source = self._source(workflow, body)
        try:
            restored = restore_draft(self.actor, workflow, source, body.get("revision"))
        except StaleDraftError as error:
            error.data["draft"] = self.draft(queries.draft(workflow))
            raise
        version, kept = restored.version, restored.kept
        return Response(
            {
                "draft": self.draft(restored.draft),
                "version": shapes.version_row(version, workflow.published_id) if version else None,
                "kept": shapes.kept_row(kept) if kept else None,
            }
        )

    def _source(self, workflow: Workflow, body: dict[str, Any]) -> Source:
        if isinstance(body.get("version"), str):
            return Source.of_version(queries.version(workflow, body["version"]))
        if isinstance(body.get("run"), str):
            run = queries.own_run(self.actor, body["run"])
            if run.workflow_id != workflow.pk:
                raise NotFoundError(f"{workflow.key} has no such run.", run=run.pk)
            return Source.of_run(run)
        if isinstance(body.get("kept"), str):
            return Source.of_kept(queries.kept_draft(workflow, body["kept"]))
        raise BadRequestError("Name a version, a run or a kept draft to restore.")


class OneKept(WorkflowView):
    """`DELETE {w}/kept/{kept}`."""

    def delete(self, request: Any, kept: str, **path: str) -> Response:
        """Throw a kept draft away."""
        forget_kept(queries.kept_draft(self.find(), kept))
        return Response(status=204)
