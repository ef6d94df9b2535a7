"""Clarifai's status codes: each of our errors in the words and numbers its clients know.

The numbers come from the enumeration of Clarifai's own package; they stand in-band beside the HTTP
status.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from clarifai_grpc.grpc.api.status import status_code_pb2 as codes
from rest_framework.response import Response

from runtime.contracts.errors import WeftError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SUCCESS, MIXED = codes.SUCCESS, codes.MIXED_STATUS
FAILURE, TRY_AGAIN = codes.FAILURE, codes.TRY_AGAIN

DESCRIPTIONS: Mapping[int, str] = {
    codes.SUCCESS: "Ok",
    codes.MIXED_STATUS: "Mixed Status",
    codes.FAILURE: "Failure",
    codes.TRY_AGAIN: "Try again",
    codes.NOT_IMPLEMENTED: "Not supported here",
    codes.CONN_TOKEN_INVALID: "Invalid API token",
    codes.CONN_THROTTLED: "Making too many requests",
    codes.CONN_INSUFFICIENT_SCOPES: "API key has insufficient scopes",
    codes.CONN_KEY_INVALID: "Invalid API key or Invalid API key/application pair",
    codes.CONN_KEY_NOT_FOUND: "API key not found",
    codes.CONN_BAD_REQUEST_FORMAT: "Bad request format",
    codes.CONN_DOES_NOT_EXIST: "Resource does not exist",
    codes.CONN_INVALID_REQUEST: "Invalid request",
    codes.CONN_METHOD_NOT_ALLOWED: "Method not allowed",
    codes.CONN_INVALID_RANGE: "Value out of range",
    codes.MODEL_DOES_NOT_EXIST: "Model does not exist",
    codes.MODEL_PERMISSION_DENIED: "Model permission denied",
    codes.MODEL_INVALID_REQUEST: "Invalid model request",
    codes.WORKFLOW_NO_MATCHING_INPUT: "The workflow takes no such input",
    codes.WORKFLOW_DOES_NOT_EXIST: "Workflow does not exist",
    codes.WORKFLOW_PERMISSION_DENIED: "Workflow permission denied",
    codes.WORKFLOW_INVALID_REQUEST: "Workflow request is invalid",
    codes.WORKFLOW_INVALID_ARGUMENT: "Workflow invalid argument",
    codes.WORKFLOW_INVALID_GRAPH: "Workflow graph is invalid",
    codes.INPUT_DOWNLOAD_FAILED: "Download failed",
    codes.INPUT_UNSUPPORTED_FORMAT: "Unsupported input format",
    codes.INPUT_OVER_LIMIT: "Input is too large",
    codes.INPUT_INVALID_URL: "Input address is not allowed",
    codes.ALL_INPUT_INVALID_BYTES: "Input could not be decoded",
    codes.INPUT_VIDEO_DOWNLOAD_FAILED: "Download of the video failed",
    codes.INPUT_VIDEO_UNSUPPORTED_FORMAT: "Unsupported video format",
    codes.INPUT_VIDEO_OVER_LIMIT: "Video is too large",
    codes.INPUT_VIDEO_INVALID_URL: "Video address is not allowed",
    codes.ALL_INPUT_VIDEOS_INVALID_BYTES: "Video could not be decoded",
    codes.INPUT_CONNECTION_FAILED: "Connection to the input's address failed",
    codes.PREDICT_INVALID_REQUEST: "Invalid predict request",
    codes.DATABASE_DUPLICATE_KEY: "Duplicate key",
    codes.RPC_REQUEST_QUEUE_FULL: "Queue is full",
    codes.RPC_SERVER_UNAVAILABLE: "Service unavailable",
    codes.RPC_REQUEST_TIMEOUT: "Request timed out",
    codes.RPC_MAX_MESSAGE_SIZE_EXCEEDED: "Request is too large",
    codes.REQUEST_CANCELED_BY_USER: "Request was cancelled",
    codes.INTERNAL_UNCATEGORIZED: "Internal error",
}

BY_CODE: Mapping[str, tuple[int, int]] = {
    "unauthorized": (codes.CONN_TOKEN_INVALID, 401),
    "malformed_token": (codes.CONN_KEY_INVALID, 401),
    "unknown_token": (codes.CONN_KEY_NOT_FOUND, 401),
    "forbidden": (codes.CONN_INSUFFICIENT_SCOPES, 403),
    "malformed_json": (codes.CONN_BAD_REQUEST_FORMAT, 400),
    "bad_request": (codes.CONN_BAD_REQUEST_FORMAT, 400),
    "bad_header": (codes.CONN_INVALID_REQUEST, 400),
    "method_not_allowed": (codes.CONN_METHOD_NOT_ALLOWED, 405),
    "not_found": (codes.CONN_DOES_NOT_EXIST, 404),
    "out_of_range": (codes.CONN_INVALID_RANGE, 400),
    "not_supported": (codes.NOT_IMPLEMENTED, 501),
    "invalid_graph": (codes.WORKFLOW_INVALID_GRAPH, 400),
    "workflow_argument": (codes.WORKFLOW_INVALID_ARGUMENT, 400),
    "workflow_request": (codes.WORKFLOW_INVALID_REQUEST, 400),
    "workflow_denied": (codes.WORKFLOW_PERMISSION_DENIED, 403),
    "workflow_state": (codes.WORKFLOW_INVALID_REQUEST, 409),
    "model_denied": (codes.MODEL_PERMISSION_DENIED, 403),
    "model_in_use": (codes.MODEL_INVALID_REQUEST, 409),
    "invalid_inputs": (codes.PREDICT_INVALID_REQUEST, 400),
    "no_matching_input": (codes.WORKFLOW_NO_MATCHING_INPUT, 400),
    "bad_media": (codes.ALL_INPUT_INVALID_BYTES, 400),
    "unsupported_media_type": (codes.INPUT_UNSUPPORTED_FORMAT, 400),
    "url_not_fetched": (codes.INPUT_DOWNLOAD_FAILED, 400),
    "url_not_allowed": (codes.INPUT_INVALID_URL, 400),
    "url_not_reached": (codes.INPUT_CONNECTION_FAILED, 400),
    "too_large": (codes.RPC_MAX_MESSAGE_SIZE_EXCEEDED, 413),
    "conflict": (codes.DATABASE_DUPLICATE_KEY, 409),
    "idempotency_key_reused": (codes.DATABASE_DUPLICATE_KEY, 409),
    "unknown_session": (codes.WORKFLOW_INVALID_ARGUMENT, 400),
    "session_busy": (codes.DATABASE_DUPLICATE_KEY, 409),
    "too_many_sessions": (codes.CONN_THROTTLED, 429),
    "version_quarantined": (codes.RPC_SERVER_UNAVAILABLE, 409),
    "too_many_queued": (codes.CONN_THROTTLED, 429),
    "overloaded": (codes.RPC_REQUEST_QUEUE_FULL, 503),
    "deadline_exceeded": (codes.RPC_REQUEST_TIMEOUT, 504),
    "request_timeout": (codes.RPC_REQUEST_TIMEOUT, 408),
    "cancelled": (codes.REQUEST_CANCELED_BY_USER, 409),
    "unavailable": (codes.RPC_SERVER_UNAVAILABLE, 503),
    "files_unavailable": (codes.RPC_SERVER_UNAVAILABLE, 503),
    "operator_failed": (codes.FAILURE, 400),
    "model_unavailable": (codes.FAILURE, 400),
}

MISSING = {
    "workflow": codes.WORKFLOW_DOES_NOT_EXIST,
    "version": codes.WORKFLOW_DOES_NOT_EXIST,
    "model": codes.MODEL_DOES_NOT_EXIST,
}
"""What is missing decides the code: clients branch on it, and on the words of model's."""

TOLD_OF_RUNS = ("cancelled", "deadline_exceeded")
"""Ends of a run that clients tell from a failure of its nodes."""
OF_AN_INPUT = {"too_large": codes.INPUT_OVER_LIMIT}
"""What means a whole request elsewhere, said of one input."""
OF_A_VIDEO = {
    codes.ALL_INPUT_INVALID_BYTES: codes.ALL_INPUT_VIDEOS_INVALID_BYTES,
    codes.INPUT_UNSUPPORTED_FORMAT: codes.INPUT_VIDEO_UNSUPPORTED_FORMAT,
    codes.INPUT_DOWNLOAD_FAILED: codes.INPUT_VIDEO_DOWNLOAD_FAILED,
    codes.INPUT_INVALID_URL: codes.INPUT_VIDEO_INVALID_URL,
    codes.INPUT_OVER_LIMIT: codes.INPUT_VIDEO_OVER_LIMIT,
}


def status_of(error: WeftError | Mapping[str, Any]) -> tuple[int, int]:
    """The status code and HTTP status of an error, or of one that was stored.

    `input` in it says that one input is meant, `kind` of which kind.
    """
    shown = error.as_json() if isinstance(error, WeftError) else error
    code = str(shown.get("code"))
    if code.startswith("model_") and code not in BY_CODE:
        too_large = code == "model_too_large"
        return BY_CODE["too_large" if too_large else "bad_request"]
    if code == "not_found":
        named = (number for word, number in MISSING.items() if word in shown)
        return next(named, codes.CONN_DOES_NOT_EXIST), 404
    number, http = BY_CODE.get(code, (codes.INTERNAL_UNCATEGORIZED, 500))
    if "input" in shown and code in OF_AN_INPUT:
        number, http = OF_AN_INPUT[code], 400
    if shown.get("kind") == "video":
        number = OF_A_VIDEO.get(number, number)
    return number, http


def status_of_run(ended: str, error: Mapping[str, Any]) -> tuple[int, int]:
    """The same of a whole run that came to nothing; `FAILURE` unless the caller can do better."""
    code = "cancelled" if ended == "cancelled" else str(error.get("code"))
    if code in TOLD_OF_RUNS:
        return BY_CODE[code]
    return FAILURE, status_of(error)[1]


def description_of(code: int) -> str:
    """A code in a few words."""
    return DESCRIPTIONS.get(code) or codes.StatusCode.Name(code).replace("_", " ").capitalize()


def status_body(code: int, details: str = "", request_id: str = "") -> dict[str, Any]:
    """A `Status` message."""
    body: dict[str, Any] = {"code": int(code), "description": description_of(code)}
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


def _every(problems: Sequence[Mapping[str, Any]]) -> str:
    """All of a graph's problems as text, for callers that see no more than that."""
    told = [f"{problem['message']} {problem['cure']}" for problem in problems]
    if len(told) == 1:
        return told[0]
    return " ".join(f"({number}) {one}" for number, one in enumerate(told, 1))


def error_body(error: WeftError) -> dict[str, Any]:
    """An error as the body of an answer that no handler was asked for."""
    status, http = error_status(error)
    return {"status": {**status, "http_status_code": http}}


def error_response(error: WeftError) -> Response:
    """The same as the whole answer."""
    return Response(error_body(error), error_status(error)[1])
