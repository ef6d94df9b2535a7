"""Every error in the shape that Roboflow's clients read, in less than 4 kB.

A caller's mistake is never 429, 503 or 504: clients would send it again, and lose the sentence.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rest_framework.response import Response

from builder.formats.roboflow.trouble import clip, fit
from runtime.contracts.errors import RunNotAcceptedError, WeftError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_MESSAGE, MOST_INNER = 1400, 700
"""In bytes of JSON."""
MOST_BYTES = 4000
READING = "workflow_execution | runtime_input_validation"
RUNNING = "workflow_execution | step_execution"
STATUSES = {401, 403, 404, 405, 413, 429, 500, 502, 503}
"""Those that clients may see beside 400."""
TYPES = {
    401: ("RoboflowAPINotAuthorizedError", "request | authorisation"),
    403: ("RoboflowAPIForbiddenError", "request | authorisation"),
    404: ("RoboflowAPINotNotFoundError", "request | look_up"),
    413: ("PayloadTooLargeError", "request | size"),
    500: ("WorkflowError", "workflow_execution"),
}
"""Status -> how their server names such an error, and where it meets it."""
OTHER = ("RuntimeInputError", READING)


class RuntimeInputError(RunNotAcceptedError):
    """What a call brings does not fit the workflow's inputs."""

    def __init__(self, message: str, **data: Any) -> None:
        super().__init__(message, error_type="RuntimeInputError", context=READING, **data)


class StepExecutionError(WeftError):
    """A step could not compute."""

    code = "step_failed"
    status = 400

    def __init__(self, message: str, told: str, blocks: list[dict[str, Any]], status: int) -> None:
        super().__init__(
            message, error_type="StepExecutionError", context=RUNNING,
            inner_error_message=told, blocks_errors=blocks, http=status,
        )  # fmt: skip


def block_error(
    block: str | None, kind: str | None, details: str, name: str | None = None
) -> dict[str, Any]:
    """An entry of `blocks_errors`."""
    told = _short(details, MOST_INNER)
    return {
        "block_id": block, "block_type": kind, "block_details": None if name else told,
        "property_name": name, "property_details": told if name else None,
    }  # fmt: skip


def http_of(error: WeftError) -> int:
    """The status of an answer."""
    status = int(error.data.get("http", error.status))
    if status in STATUSES:
        return status
    return 400 if status < 500 else 500


def error_body(error: WeftError) -> dict[str, Any]:
    """The answer."""
    named, where = TYPES.get(http_of(error), OTHER)
    data = error.data
    inner = data.get("inner_error_message") or error.code.replace("_", " ")
    body = {
        "message": _short(error.message, MOST_MESSAGE),
        "error_type": data.get("error_type") or named,
        "context": data.get("context") or where,
        "inner_error_type": data.get("inner_error_type") or error.code,
        "inner_error_message": _short(str(inner), MOST_INNER),
        "blocks_errors": list(data.get("blocks_errors") or ()),
    }
    return _fitting(body)


def error_response(error: WeftError) -> Response:
    """The same as the whole answer; the handler of errors adds when to try again."""
    return Response(error_body(error), http_of(error))


def _short(text: str, most: int) -> str:
    return fit(clip(text, most), most)


def _fitting(body: dict[str, Any]) -> dict[str, Any]:
    """Fewer entries until the body is small enough to be read."""
    while body["blocks_errors"] and _size(body) > MOST_BYTES:
        body = {**body, "blocks_errors": body["blocks_errors"][:-1]}
    return body


def _size(body: Mapping[str, Any]) -> int:
    return len(json.dumps(body).encode())
