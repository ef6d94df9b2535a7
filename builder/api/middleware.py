"""The id that every request gets, and the headers that every page carries."""

from __future__ import annotations

import logging
import re
import secrets
from time import perf_counter
from typing import TYPE_CHECKING

from django.utils.encoding import escape_uri_path

from runtime.contracts.log_context import bound

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

log = logging.getLogger(__name__)
MAX_PLACE_CHARACTERS = 200
REQUEST_ID = re.compile(r"[0-9A-Za-z._-]{1,64}")

# The canvas sets style attributes on nodes; scripts and style sheets come from us alone.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ]
)


class RequestId:
    """Takes a caller's `X-Request-ID`, or makes one; log lines carry it and the answer names it.

    An id that could break a log line or fill a disk is replaced.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer under the id."""
        given = request.headers.get("X-Request-ID", "")
        request_id = given if REQUEST_ID.fullmatch(given) else secrets.token_hex(16)
        began = perf_counter()
        with bound(request_id=request_id):
            response = self.get_response(request)
            ms = (perf_counter() - began) * 1000
            log.info(
                "%s %s %s in %.0f ms", request.method, _place(request), response.status_code, ms
            )
        response.headers["X-Request-ID"] = request_id
        return response


def _place(request: HttpRequest) -> str:
    """The address without its query; of a login link only the route, as the code is a secret."""
    match = request.resolver_match
    if match is not None and "code" in match.kwargs:
        return f"/{match.route}"
    return escape_uri_path(request.path)[:MAX_PLACE_CHARACTERS]


class ContentSecurityPolicy:
    """Adds the policy, unless a view set a stricter one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then add."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(self), microphone=(self)")
        return response
