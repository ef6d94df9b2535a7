"""Apps, their samples and their files."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.response import Response

from builder import queries
from builder.actions.create_app import create_app
from builder.actions.edit_workflow import delete_app
from builder.api.editor import shapes
from builder.api.editor.base import EditorView
from builder.blob_files import read_blob
from builder.models import Run, Workflow
from runtime import api
from runtime.contracts.errors import BadRequestError

MIN_WIDTH, MAX_WIDTH = 64, 1280
INLINE_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp")


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
    """`GET /apps/{user}/{app}/samples`."""

    def get(self, request: Any, user: str, app: str) -> Response:
        """Ready inputs to try."""
        rows = queries.samples(queries.app(self.actor, user, app))
        return Response({"samples": [shapes.sample_row(row) for row in rows]})


class Blobs(EditorView):
    """`GET /apps/{user}/{app}/blobs/{digest}`."""

    def get(self, request: Any, user: str, app: str, digest: str) -> HttpResponse:
        """The bytes, inert: sniffed type, no scripts, nothing to execute; `?w=` for a thumbnail."""
        home = queries.app(self.actor, user, app)
        blob = queries.blob(home, digest)
        data, media_type = read_blob(home.pk, digest), blob.media_type
        width = request.query_params.get("w")
        if width is not None:
            if not width.isdigit() or not MIN_WIDTH <= int(width) <= MAX_WIDTH:
                message = f"w must be a whole number from {MIN_WIDTH} to {MAX_WIDTH}."
                raise BadRequestError(message, field="w")
            data, media_type = api.small_picture(data, int(width)), "image/jpeg"
        response = HttpResponse(data, content_type=media_type)
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cache-Control"] = "private, max-age=31536000, immutable"
        if media_type not in INLINE_TYPES:
            response["Content-Disposition"] = f'attachment; filename="{digest[:12]}"'
        return response


def _card(app: Any) -> dict[str, Any]:
    live = Workflow.objects.filter(app=app).select_related("published", "draft")
    newest = live.order_by("-modified_at").first()
    last = Run.objects.filter(app=app).select_related("version").order_by("-created_at").first()
    return shapes.app_card(app, live.count(), newest, last)
