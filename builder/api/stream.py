"""Server-sent events: the run's event stream for whoever has no socket, with `Last-Event-ID`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from asgiref.sync import sync_to_async
from django.http import JsonResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET

from builder import queries
from builder.api.errors import as_weft_error
from builder.api.v2 import statuses
from builder.api.v2.authentication import require_actor
from builder.permissions import Actor
from runtime import api
from runtime.contracts.errors import BadRequestError, UnauthorizedError, WeftError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from django.http import HttpRequest, HttpResponse

MAX_DIGITS = 9
SSE_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@require_GET
async def editor_stream(request: HttpRequest, run: str) -> HttpResponse | StreamingHttpResponse:
    """`GET /api/editor/runs/{run}/stream`, for a signed-in browser."""
    try:
        user: Any = await request.auser()
        if not user.is_authenticated:
            raise UnauthorizedError("Sign in first.")
        return await _stream(request, Actor(user), run)
    except WeftError as error:
        return JsonResponse({"error": error.as_json()}, status=error.status)


@require_GET
async def token_stream(request: HttpRequest, run: str) -> HttpResponse | StreamingHttpResponse:
    """`GET /v2/runs/{run}/events`, with a token."""
    try:
        actor = await sync_to_async(require_actor)(request.headers)
        return await _stream(request, actor, run)
    except WeftError as error:
        code, status = statuses.status_of(as_weft_error(error))
        body = {"status": statuses.status_body(code, error.message)}
        return JsonResponse(body, status=status)


async def _stream(request: HttpRequest, actor: Actor, run: str) -> StreamingHttpResponse:
    found = await sync_to_async(queries.run)(actor, run)
    return StreamingHttpResponse(
        _lines(found.pk, after_of(request)), content_type="text/event-stream", headers=SSE_HEADERS
    )


def after_of(request: HttpRequest) -> int:
    """The last event that a reconnecting browser saw. Raises a 400."""
    after = request.headers.get("Last-Event-ID") or request.GET.get("after") or "0"
    if not after.isdigit() or len(after) > MAX_DIGITS:
        raise BadRequestError("Last-Event-ID must be a whole number.", field="Last-Event-ID")
    return int(after)


async def _lines(run: str, after: int) -> AsyncIterator[str]:
    """One message an event; the id is what a reconnecting browser sends back."""
    yield "retry: 1000\n\n"
    async for event in api.follow(run, after):
        yield f"id: {event.seq}\nevent: {event.type}\ndata: {json.dumps(event.as_json())}\n\n"
