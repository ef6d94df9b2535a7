"""The live events of a visitor's own run, as server-sent events."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from asgiref.sync import sync_to_async
from django.http import JsonResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET

from builder.actions.visit import TooManyVisitsError, run_of_ticket
from builder.api.public import shapes
from builder.api.stream import SSE_HEADERS, after_of
from builder.models import NodeOutput
from runtime import api
from runtime.contracts.errors import WeftError
from runtime.contracts.limits import TRY_STREAMS_PER_RUN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from django.http import HttpRequest, HttpResponse

    from builder.models import Run

_open: Counter[str] = Counter()
"""Streams of each run in this process; a visitor's page needs one."""


@require_GET
async def visit_stream(request: HttpRequest, code: str) -> HttpResponse | StreamingHttpResponse:
    """`GET /api/try/runs/{ticket}/stream`; `Last-Event-ID` or `?after=` say where to go on."""
    try:
        run = await sync_to_async(run_of_ticket)(code)
        after = after_of(request)
        if _open[run.pk] >= TRY_STREAMS_PER_RUN:
            raise TooManyVisitsError("This run is watched too often. Close another window.")
    except WeftError as error:
        return JsonResponse({"error": error.as_json()}, status=error.status)
    return StreamingHttpResponse(
        _lines(run, after), content_type="text/event-stream", headers=SSE_HEADERS
    )


async def _lines(run: Run, after: int) -> AsyncIterator[str]:
    shown = shapes.shown_ports(run.graph)
    _open[run.pk] += 1
    try:
        yield "retry: 1000\n\n"
        async for event in api.follow(run.pk, after):
            outputs = event.data.get("outputs")
            if event.type == "node_succeeded" and outputs is None:
                outputs = await sync_to_async(_stored)(run.pk, event.node)
            told = json.dumps(shapes.event(event, shown, outputs))
            yield f"id: {event.seq}\ndata: {told}\n\n"
    finally:
        _open[run.pk] -= 1
        if not _open[run.pk]:
            del _open[run.pk]


def _stored(run: str, node: str) -> list[Any]:
    """Outputs that were too large to ride along with their event."""
    rows = NodeOutput.objects.filter(run_id=run, node=node).order_by("index")
    return list(rows.values_list("ports", flat=True))
