"""Workflow files of other tools, which the server reads and writes for the canvas."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from builder import queries
from builder.api.editor.base import EditorView
from builder.api.workflow_files import read_file, write_file


class Exchange(EditorView):
    """`POST /apps/{user}/{app}/exchange`."""

    def post(self, request: Any, user: str, app: str) -> Response:
        """What a file holds; nothing is made of it yet."""
        found = read_file(self.actor, queries.app(self.actor, user, app), self.body.get("text"))
        return Response(
            {
                "graph": found.graph.as_json(),
                "layout": found.layout,
                "name": found.name,
                "notes": list(found.notes),
            }
        )


class Export(EditorView):
    """`POST /apps/{user}/{app}/exchange/export`."""

    def post(self, request: Any, user: str, app: str) -> Response:
        """A graph as a file, and what that file cannot say."""
        home, body = queries.app(self.actor, user, app), self.body
        text, notes = write_file(
            self.actor, home, *(body.get(name) for name in ("format", "name", "graph", "layout"))
        )
        return Response({"text": text, "notes": notes})
