"""Workflow files of other tools, which the server reads and writes for the canvas."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from builder import queries
from builder.api import definition_files
from builder.api.editor.base import EditorView
from builder.api.workflow_files import read_file, write_file

DEFINITION = "roboflow"


class Exchange(EditorView):
    """`POST /apps/{user}/{app}/exchange`."""

    def post(self, request: Any, user: str, app: str) -> Response:
        """What a file holds; nothing is made of it yet."""
        home, body = queries.app(self.actor, user, app), self.body
        text = body.get("text")
        if body.get("format") == DEFINITION:
            found = definition_files.read_file(self.actor, home, text)
        else:
            found = read_file(self.actor, home, text)
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
        form, name, graph, layout = (body.get(key) for key in ("format", "name", "graph", "layout"))
        if form == DEFINITION:
            text, notes = definition_files.write_file(home, graph, layout)
        else:
            text, notes = write_file(self.actor, home, form, name, graph, layout)
        return Response({"text": text, "notes": notes})
