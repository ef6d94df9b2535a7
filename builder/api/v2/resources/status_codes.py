"""The status codes that Clarifai's clients know, and what they say; no key is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clarifai_grpc.grpc.api.status.status_code_pb2 import StatusCode

from builder.api.v2 import statuses
from builder.api.v2.call import Reply, handles
from runtime.contracts.errors import NotFoundError

if TYPE_CHECKING:
    from builder.api.v2.call import Call


@handles("ListStatusCodes")
def list_status_codes(call: Call) -> dict[str, Any]:
    """All of them, by number."""
    numbers = sorted({number for number in StatusCode.values() if number})
    return {"statuses": [_told(number) for number in numbers]}


@handles("GetStatusCode")
def get_status_code(call: Call) -> Reply:
    """One by its number or name. Its answer's own status is the one that was asked for."""
    wanted = call.request.status_code_id
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 10 else _number_of(wanted)
    if number not in StatusCode.values():
        message = f"There is no status code {wanted[:40]}. GET /v2/status_codes lists them."
        raise NotFoundError(message, status_code=wanted[:40])
    return Reply({"status": {**statuses.status_body(number), **_told(number)}})


def _number_of(name: str) -> int:
    return int(StatusCode.Value(name)) if name in StatusCode.keys() else -1  # noqa: SIM118


def _told(number: int) -> dict[str, Any]:
    """`name` is an addition."""
    return {
        "code": number,
        "description": statuses.description_of(number),
        "name": StatusCode.Name(number),
    }
