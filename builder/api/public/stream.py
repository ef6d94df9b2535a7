"""The live events of a visitor's own run, as server-sent events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgiref.sync import sync_to_async
from django.http import JsonResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET

from builder.actions.visit import run_of_ticket
from builder.api.public import shapes
from builder.api.told_stream import told_stream
from runtime.contracts.errors import WeftError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from runtime.contracts.events import Event


@require_GET
async def visit_stream(request: HttpRequest, code: str) -> HttpResponse | StreamingHttpResponse:
    """`GET /api/try/runs/{ticket}/stream`."""
    try:
        run = await sync_to_async(run_of_ticket)(code)
        shown = shapes.shown_ports(run.graph)

        def tell(event: Event, outputs: list[Any] | None) -> dict[str, Any]:
            return shapes.event(event, shown, outputs)

        return told_stream(request, run.pk, tell)
    except WeftError as error:
        return JsonResponse({"error": error.as_json()}, status=error.status)
