"""Ask a connection whether it answers, with the same client that runs use."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING

from builder.connection_store import endpoint_of
from builder.guarded import UnreachableError
from builder.mail import try_server
from builder.onvif_requests import ASK_WHO, DEVICE_PATH, SOAP_TYPE, maker_and_model
from builder.outside import DatabaseOutside
from builder.vault import reveal
from runtime.contracts.errors import WeftError
from runtime.contracts.outside import Call, ConnectorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.models import Connection
    from builder.permissions import Actor
    from runtime.contracts.outside import Answer

TRY_SECONDS = 15
MAX_LIST_BYTES = 2 * 1024 * 1024
MAX_MODELS = 500


@dataclass(frozen=True)
class Tried:
    """What came of it."""

    ok: bool
    message: str
    ms: float
    models: list[str] = field(default_factory=list)


class _NoCancel:
    """Nobody cancels a test; it is short."""

    cancelled = False

    def on_cancel(self, _action: Callable[[], None]) -> Callable[[], None]:
        """Never called."""
        return lambda: None


def try_connection(actor: Actor, row: Connection) -> Tried:
    """Reach it once: its list of models, its address, or its mail server's greeting."""
    assert actor.may_reach(row.app), "queries only find what the actor reaches"
    begun = perf_counter()
    try:
        message, models = _reach(row)
    except WeftError as error:
        return Tried(ok=False, message=error.message, ms=_since(begun))
    return Tried(ok=True, message=message, ms=_since(begun), models=models)


def _reach(row: Connection) -> tuple[str, list[str]]:
    if row.kind == "smtp":
        try:
            try_server(row, reveal(row.secret) if row.secret is not None else "")
        except UnreachableError as error:
            raise ConnectorError(f"{row.address} {error}.") from error
        return "The mail server takes the connection.", []
    outside = DatabaseOutside(row.app_id, "", draft=True)
    if row.kind == "s3":
        return _reach_bucket(row, outside), []
    if row.kind == "onvif":
        asked = Call(DEVICE_PATH, body=ASK_WHO, media_type=SOAP_TYPE, seconds=TRY_SECONDS, tries=1)
        told = maker_and_model(outside.call(endpoint_of(row), asked, _NoCancel()).body)
        return f"The camera answers{': ' if told else ''}{told}.", []
    openai = row.kind == "openai"
    call = Call(
        "/models" if openai else "", method="GET", max_bytes=MAX_LIST_BYTES, seconds=TRY_SECONDS,
        tries=1, any_status=not openai,
    )  # fmt: skip
    answer = outside.call(endpoint_of(row), call, _NoCancel())
    if not openai:
        return f"It answers with status {answer.status}.", []
    models = _models_of(answer)
    if models is None:
        message = (
            f"{endpoint_of(row).address} answers, but not with a list of models. Check that the "
            "address is the base of an OpenAI-compatible API; it often ends in /v1."
        )
        raise ConnectorError(message)
    return f"It answers and offers {len(models)} models.", models[:MAX_MODELS]


def _reach_bucket(row: Connection, outside: DatabaseOutside) -> str:
    """Its list, of one entry. A key that may write need not be allowed to read that."""
    call = Call("/?list-type=2&max-keys=1", method="GET", seconds=TRY_SECONDS, tries=1)
    try:
        outside.call(endpoint_of(row), call, _NoCancel())
    except ConnectorError as error:
        if "AccessDenied" not in error.message:
            raise
        return "The bucket answers. This key may not list it; whether it may write shows a run."
    return "The bucket answers and takes the key."


def _models_of(answer: Answer) -> list[str] | None:
    try:
        listed = json.loads(answer.body)["data"]
        return sorted(str(entry["id"])[:200] for entry in listed)
    except (ValueError, KeyError, TypeError):
        return None


def _since(begun: float) -> float:
    return round((perf_counter() - begun) * 1000, 1)
