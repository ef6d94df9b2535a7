"""Apps, their samples and their files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.response import Response

from builder import queries
from builder.actions.create_app import create_app
from builder.actions.edit_workflow import delete_app
from builder.api.editor import shapes
from builder.api.editor.base import EditorView
from builder.api.editor.files import file_response
from builder.models import Workflow

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase


class Apps(EditorView):
    """`GET`, `POST /apps`."""

    def get(self, request: Any) -> Response:
        """The actor's apps, last changed first."""
        return Response({"apps": [_card(app) for app in queries.apps(self.actor)]})

    def post(self, request: Any) -> Response:
        """Create one."""
        app = create_app(self.actor, self.body.get("name"), self.body.get("input_type", "image"))
        return Response(_card(app), 201)


class OneApp(EditorView):
    """`GET`, `DELETE /apps/{user}/{app}`."""

    def get(self, request: Any, user: str, app: str) -> Response:
        """Its card."""
        return Response(_card(queries.app(self.actor, user, app)))

    def delete(self, request: Any, user: str, app: str) -> Response:
        """Hide it with all that is in it."""
        delete_app(self.actor, queries.app(self.actor, user, app))
        return Response(status=204)


class Samples(EditorView):
    """`GET /apps/{user}/{app}/samples?workflow=`."""

    def get(self, request: Any, user: str, app: str) -> Response:
        """Ready inputs to try; those that came with a workflow's template stand first."""
        rows = list(queries.samples(queries.app(self.actor, user, app)))
        named = request.query_params.get("workflow")
        template = queries.workflow(self.actor, user, app, named).template if named else ""
        rows.sort(key=lambda sample: template not in sample.templates)
        return Response({"samples": [shapes.sample_row(row, template) for row in rows]})


class Blobs(EditorView):
    """`GET /apps/{user}/{app}/blobs/{digest}`."""

    def get(self, request: Any, user: str, app: str, digest: str) -> HttpResponseBase:
        """The bytes, or a thumbnail of them."""
        return file_response(request, queries.app(self.actor, user, app), digest)


def _card(app: Any) -> dict[str, Any]:
    live = Workflow.objects.filter(app=app).select_related("published", "draft")
    newest = live.order_by("-modified_at").first()
    runs = queries.shown_runs().filter(app=app).select_related("version")
    last = runs.order_by("-created_at").first()
    return shapes.app_card(app, live.count(), newest, last)
