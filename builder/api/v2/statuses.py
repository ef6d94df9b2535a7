"""Clarifai's status codes: each of our errors in the words and numbers its clients know.

Source of the numbers: the client's published status enumeration. They come in-band with the HTTP
status.
"""

from __future__ import annotations

import secrets
from typing import Any

from rest_framework.response import Response

from runtime.contracts.errors import WeftError

SUCCESS, MIXED, FAILURE, TRY_AGAIN = 10000, 10010, 10020, 10030

DESCRIPTIONS = {
    10000: "Ok",
    10010: "Mixed Status",
    10020: "Failure",
    10030: "Try again",
    10040: "Not supported here",
    11001: "Invalid API token",
    11005: "Making too many requests",
    11007: "API key has insufficient scopes",
    11008: "Invalid API key or Invalid API key/application pair",
    11009: "API key not found",
    11100: "Bad request format",
    11101: "Resource does not exist",
    11103: "Method not allowed",
    11105: "Value out of range",
    21200: "Model does not exist",
    21201: "Model permission denied",
    21203: "Invalid model request",
    22102: "Workflow does not exist",
    22103: "Workflow permission denied",
    22104: "Workflow invalid argument",
    22107: "Workflow graph is invalid",
    22999: "Workflow request is invalid",
    30002: "Download failed",
    30101: "Unsupported input format",
    30105: "Input is too large",
    30106: "Input address is not allowed",
    30300: "Input could not be decoded",
    40001: "Invalid predict request",
    40010: "Duplicate key",
    40030: "Queue is full",
    40031: "Service unavailable",
    40032: "Request timed out",
    40033: "Request is too large",
    99009: "Internal error",
}

BY_CODE = {
    "unauthorized": (11001, 401),
    "malformed_token": (11008, 401),
    "unknown_token": (11009, 401),
    "forbidden": (11007, 403),
    "malformed_json": (11100, 400),
    "bad_request": (11100, 400),
    "method_not_allowed": (11103, 405),
    "not_found": (11101, 404),
    "out_of_range": (11105, 400),
    "not_supported": (10040, 501),
    "invalid_graph": (22107, 400),
    "model_denied": (21201, 403),
    "model_in_use": (21203, 409),
    "workflow_argument": (22104, 400),
    "workflow_request": (22999, 400),
    "workflow_denied": (22103, 403),
    "workflow_state": (22999, 409),
    "invalid_inputs": (40001, 400),
    "bad_media": (30300, 400),
    "unsupported_media_type": (30101, 400),
    "url_not_fetched": (30002, 400),
    "too_large": (40033, 413),
    "conflict": (40010, 409),
    "idempotency_key_reused": (40010, 409),
    "unknown_session": (22104, 400),
    "session_busy": (40010, 409),
    "too_many_sessions": (11005, 429),
    "version_quarantined": (40031, 409),
    "too_many_queued": (11005, 429),
    "overloaded": (40030, 503),
    "deadline_exceeded": (40032, 504),
    "unavailable": (40031, 503),
    "files_unavailable": (40031, 503),
    "operator_failed": (10020, 400),
    "model_unavailable": (10020, 400),
}


MISSING = {"workflow": 22102, "version": 22102, "model": 21200}
"""What is missing decides the code: clients branch on it, and on the words of model's."""


def status_of(error: WeftError | dict[str, Any]) -> tuple[int, int]:
    """The status code and HTTP status of an error, or of one that was stored."""
    shown = error.as_json() if isinstance(error, WeftError) else error
    code = str(shown.get("code"))
    if code.startswith("model_") and code not in BY_CODE:
        return (40033, 413) if code == "model_too_large" else (11100, 400)
    if code == "not_found":
        named = (number for word, number in MISSING.items() if word in shown)
        return next(named, 11101), 404
    return BY_CODE.get(code, (99009, 500))


def status_body(code: int, details: str = "", request_id: str = "") -> dict[str, Any]:
    """A `Status` message."""
    body: dict[str, Any] = {"code": code, "description": DESCRIPTIONS.get(code, "Failure")}
    if details:
        body["details"] = details
    body["req_id"] = request_id or secrets.token_hex(16)
    return body


def error_status(error: WeftError) -> tuple[dict[str, Any], int]:
    """An error as a `Status`, and its HTTP status. A graph's problems stand beside the sentence."""
    code, http = status_of(error)
    problems = error.data.get("problems")
    status = status_body(code, _every(problems) if problems else error.message)
    if problems:
        status["problems"] = problems
    return status, http


def _every(problems: list[dict[str, Any]]) -> str:
    """All of a graph's problems as text, for callers that see no more than that."""
    told = [f"{problem['message']} {problem['cure']}" for problem in problems]
    if len(told) == 1:
        return told[0]
    return " ".join(f"({number}) {one}" for number, one in enumerate(told, 1))


def error_response(error: WeftError) -> Response:
    """An error as the whole answer."""
    status, http = error_status(error)
    return Response({"status": status}, http)
