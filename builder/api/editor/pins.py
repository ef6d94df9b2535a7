"""Outputs pinned on the canvas."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from builder import queries
from builder.actions.pin_output import mock_output, pin_output, unpin
from builder.api.editor import shapes
from builder.api.editor.workflows import WorkflowView
from runtime.contracts.errors import BadRequestError


class Pins(WorkflowView):
    """`GET {w}/pins`."""

    def get(self, request: Any, **path: str) -> Response:
        """What is pinned on the draft."""
        return Response({"pins": [shapes.pin_row(pin) for pin in queries.pins(self.find())]})


class OnePin(WorkflowView):
    """`PUT`, `DELETE {w}/pins/{node}`."""

    def put(self, request: Any, node: str, **path: str) -> Response:
        """Pin what a run gave, or replace a pinned output by one written by hand."""
        workflow, body = self.find(), self.body
        if isinstance(body.get("run"), str):
            pin = pin_output(workflow, node, queries.own_run(self.actor, body["run"]))
        elif "outputs" in body:
            pin = mock_output(workflow, node, body["outputs"])
        else:
            raise BadRequestError("Name the run to pin from, or send the outputs.", field="run")
        return Response(shapes.pin_row(pin))

    def delete(self, request: Any, node: str, **path: str) -> Response:
        """Unpin it."""
        unpin(self.find(), node)
        return Response(status=204)
