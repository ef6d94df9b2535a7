"""Refuses a body over the limit while it arrives, before anyone keeps or parses it.

Django's own limit leaves uploaded files out, and under ASGI it stores the whole body in a temporary
file first: without this, anybody could fill the disk.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.http import JsonResponse

from builder.api.parsers import too_large
from builder.api.roboflow.addresses import is_ours
from builder.api.roboflow.errors import error_body
from builder.api.v2 import statuses
from runtime.contracts.limits import MAX_BODY_BYTES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from django.http import HttpRequest, HttpResponse

    Receive = Callable[[], Awaitable[dict[str, Any]]]
    Send = Callable[[dict[str, Any]], Awaitable[None]]


OPEN_TO_PAGES = "/v2/"
"""Pages of any site call what lies below, and have to be able to read why they were refused."""


class _BodyTooLongError(Exception):
    """More arrived than may."""


class BodyLimit:
    """Wraps the ASGI application: counts what arrives, whatever length was announced."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Pass on, or answer 413 as soon as the limit is known to be passed."""
        announced = dict(scope.get("headers", ())).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > MAX_BODY_BYTES:
            await _refuse(scope["path"], send)
            return
        arrived = 0

        async def counted() -> dict[str, Any]:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > MAX_BODY_BYTES:
                raise _BodyTooLongError
            return message

        try:
            await self.app(scope, counted, send)
        except _BodyTooLongError:
            # Django reads the whole body before it answers, so nothing was sent yet.
            await _refuse(scope["path"], send)


class AnnouncedBodyLimit:
    """The same for WSGI, which reads no further than the announced length."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, or answer 413."""
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdigit() and int(announced) > MAX_BODY_BYTES:
            return JsonResponse(_body(request.path), status=413)
        return self.get_response(request)


def _body(path: str) -> dict[str, Any]:
    """The error in the shape of the door that was knocked at."""
    error = too_large()
    if path.startswith(OPEN_TO_PAGES):
        return statuses.error_body(error)
    if is_ours(path):
        return error_body(error)
    return {"error": error.as_json()}


async def _refuse(path: str, send: Send) -> None:
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    if path.startswith(OPEN_TO_PAGES) or is_ours(path):
        headers.append((b"access-control-allow-origin", b"*"))  # no middleware has seen it
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(_body(path)).encode()})
