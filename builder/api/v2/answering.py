"""One way to answer a method, for both doors: look up the handler, run it, say how it went."""

from __future__ import annotations

import importlib
import pkgutil
import traceback
from typing import TYPE_CHECKING, Any

from builder.api.errors import as_weft_error
from builder.api.v2 import resources, statuses
from builder.api.v2.call import HANDLERS, Reply
from runtime.contracts.errors import WeftError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builder.api.v2.call import Call, Handler
    from builder.api.v2.methods import Method

REQUEST_PREFIX = "x-clarifai-request-id-prefix"

for module in pkgutil.iter_modules(resources.__path__):
    importlib.import_module(f"{resources.__name__}.{module.name}")


class NotSupportedError(WeftError):
    """A method of Clarifai's service that this one does not have."""

    code = "not_supported"
    status = 501


def methods_here() -> list[str]:
    """The names of all methods that have a handler."""
    return sorted(HANDLERS)


def answer(method: Method, call: Call) -> Reply:
    """The whole answer, `status` included; nothing that goes wrong is raised."""
    try:
        given = _handler_of(method)(call)
    except Exception as error:  # noqa: BLE001 - as_weft_error logs what is a fault of ours
        reply = refusal(as_weft_error(error), call.headers)
        _let_go(error)
        return reply
    reply = given if isinstance(given, Reply) else Reply(given)
    body = {"status": statuses.status_body(statuses.SUCCESS), **reply.body}
    return Reply(_named(body, call.headers, reply.http), reply.http, reply.headers)


def _let_go(error: BaseException | None) -> None:
    """Free what the frames of an error hold, such as 100 MB of inputs, without waiting for gc."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__context__


def _handler_of(method: Method) -> Handler:
    handler = HANDLERS.get(method.name)
    if handler is None or method.streams:
        message = f"{method.name} is not supported here. See docs/coming-from-clarifai.md."
        raise NotSupportedError(message, method=method.name)
    return handler


def refusal(error: WeftError, headers: Mapping[str, str]) -> Reply:
    """An error as the whole answer."""
    status, http = statuses.error_status(error)
    told = {"Retry-After": str(error.data.get("retry_after", 2))} if error.retry else {}
    return Reply(_named({"status": status}, headers, http), http, told)


def _named(body: dict[str, Any], headers: Mapping[str, str], http: int) -> dict[str, Any]:
    """The status with the caller's own prefix on the id of the request, as Clarifai does."""
    status = {**body["status"], "http_status_code": http}
    prefix = headers.get(REQUEST_PREFIX, "")[:64]
    if prefix:
        status["req_id"] = f"{prefix}-{status['req_id']}"
    return {**body, "status": status}
