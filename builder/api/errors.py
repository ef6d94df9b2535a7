"""Every error in one shape, whatever raised it: `{"error": {"code", "message", ...}}`.

The public API has a shape of its own (`v2/statuses.py`); both read the same exceptions.
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import Http404, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response

from builder.api.parsers import too_large
from runtime.contracts.errors import (
    BadRequestError,
    ForbiddenError,
    NotFoundError,
    UnauthorizedError,
    WeftError,
)  # fmt: skip

if TYPE_CHECKING:
    from django.http import HttpRequest

log = logging.getLogger(__name__)


class MethodNotAllowedError(WeftError):
    """A verb this address does not take."""

    code = "method_not_allowed"
    status = 405


class UnavailableError(WeftError):
    """The database or another part is away for a moment."""

    code = "unavailable"
    status = 503
    retry = True


def as_weft_error(error: Exception) -> WeftError:  # noqa: PLR0911 - a table, one row a class
    """Any exception as one that a user can be shown."""
    match error:
        case WeftError():
            return error
        case RequestDataTooBig():
            return too_large()
        case Http404() | exceptions.NotFound():
            return NotFoundError("There is nothing at this address.")
        case exceptions.MethodNotAllowed():
            return MethodNotAllowedError(str(error.detail))
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            return UnauthorizedError("Sign in first.")
        case exceptions.PermissionDenied():
            return ForbiddenError(str(error.detail))
        case exceptions.APIException() if error.status_code < 500:
            return BadRequestError(str(error.detail))
        case DatabaseError():
            log.error("The database failed", exc_info=error)
            return UnavailableError("The database is busy. Try again in a few seconds.")
        case _:
            log.error("A request failed unexpectedly", exc_info=error)
            return WeftError(
                "Something went wrong on the server. Try again; its log has the cause."
            )


def handle(error: Exception, context: dict[str, Any]) -> Response:
    """DRF's exception handler; a view may bring its own shape as `error_response`."""
    shown = as_weft_error(error)
    shape = getattr(context.get("view"), "error_response", None)
    response = shape(shown) if shape else Response({"error": shown.as_json()}, shown.status)
    if shown.retry:
        response["Retry-After"] = str(shown.data.get("retry_after", 2))
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> JsonResponse:
    """A cross-site or stale write."""
    message = "The page is too old or the request came from elsewhere. Reload the page."
    return JsonResponse({"error": {"code": "csrf_failed", "message": message}}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> JsonResponse:
    """An address that is nowhere; Roboflow's client shows what `message` says."""
    error = NotFoundError("There is nothing at this address.")
    return JsonResponse({"error": error.as_json(), "message": error.message}, status=404)


def server_error(request: HttpRequest) -> JsonResponse:
    """A fault outside the API views, such as a session that a restarted database cannot give."""
    fault = sys.exc_info()[1]
    error = as_weft_error(fault if isinstance(fault, Exception) else RuntimeError("no fault known"))
    response = JsonResponse({"error": error.as_json()}, status=error.status)
    if error.retry:
        response["Retry-After"] = "2"
    return response
