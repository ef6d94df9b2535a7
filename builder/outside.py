"""The way out of one run: finds the app's connection, puts the secret in, asks again, keeps quiet.

Fulfils `runtime.contracts.outside`. Every sentence names the connection and its host, what came
back, and what to do; none holds a secret. Where an answer repeats one, it is taken out.
"""

from __future__ import annotations

import email.utils
import hashlib
import hmac
import json
import random
import re
import threading
from dataclasses import dataclass
from time import monotonic, time
from typing import TYPE_CHECKING, Any

from builder.connection_store import endpoint_of, find_address, find_connection, find_target
from builder.guarded import (
    Incoming,
    Outgoing,
    PrivateAddressError,
    TooSlowError,
    UnreachableError,
    opened,
)  # fmt: skip
from builder.mail import deliver
from builder.models import Secret
from builder.one_line import one_line
from builder.onvif_requests import enveloped, onvif_fault
from builder.s3_requests import s3_fault, signed_request
from builder.vault import reveal
from builder.visiting import visiting_database
from runtime.contracts.errors import CancelledError, TooLargeError
from runtime.contracts.outside import OFFERS, Answer, ConnectionMissingError, ConnectorError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from builder.models import Connection
    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.outside import Call, Endpoint, Mail

WORTH_ANOTHER_TRY = (408, 409, 425, 429, 500, 502, 503, 504, 529)
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0
BROKE_OFF = "broke off in the middle of its answer"
MAX_ERROR_BYTES = 64 * 1024
LEAST_HIDDEN_CHARACTERS = 6
HIDDEN = "[secret]"
_SLOT = re.compile(r"\{secret:([^{}]{1,64})\}")
ADVICE = {
    400: "Check the node's settings and what is wired to it.",
    401: "Check the connection's secret on the app's page.",
    403: "Check what the connection's secret is allowed to do.",
    404: "Check the connection's address and the model's name.",
    413: "Send less.",
    422: "Check the node's settings and what is wired to it.",
    429: "Wait a while, or raise the limit with whoever runs it.",
}
KIND_ADVICE = {
    "s3": {
        400: "Check the connection's address and region.",
        403: "Check the connection's key id and secret, and what that key may do.",
        404: "Check the connection's address and bucket.",
    },
    "onvif": dict.fromkeys(
        (400, 401, 403, 500), "Check the connection's user and secret, and the camera's own log."
    ),
}
FAULTS = {"s3": s3_fault, "onvif": onvif_fault}
"""How the sentence in an error is read, of kinds that do not answer JSON."""


@dataclass
class _Way:
    """A connection with its secret, for one call."""

    row: Connection
    shown: str
    headers: dict[str, str]
    hidden: list[str]

    @property
    def hideable(self) -> list[str]:
        """Those that are long enough to be told from other words."""
        return [secret for secret in self.hidden if len(secret) >= LEAST_HIDDEN_CHARACTERS]

    def hide(self, text: str) -> str:
        """Without any secret of this call."""
        for secret in self.hideable:
            text = text.replace(secret, HIDDEN)
        return text


class DatabaseOutsideSource:
    """Fulfils `runtime.contracts.outside.OutsideSource`."""

    def of(self, app: int, run: str, *, draft: bool) -> DatabaseOutside:
        """That of a run of this app."""
        return DatabaseOutside(app, run, draft=draft)


class DatabaseOutside:
    """Called from operators' threads."""

    def __init__(self, app: int, run: str, *, draft: bool) -> None:
        self.app, self.run, self.draft = app, run, draft

    def endpoint(self, name: str, offer: str) -> Endpoint:
        """A connection that offers this; with an empty name the oldest one of the app."""
        with visiting_database():
            row = find_connection(self.app, name, offer)
        if row is None:
            which = f"no connection {name}" if name else "no connection"
            message = (
                f"This app has {which} that offers {OFFERS[offer]}. Add one in the app's settings."
            )
            raise ConnectionMissingError(message, connection=name)
        return endpoint_of(row)

    def endpoint_at(self, url: str, name: str) -> tuple[Endpoint, str]:
        """The HTTP connection under whose address this lies, and the path behind it."""
        with visiting_database():
            found = find_address(self.app, url, name)
        if found is None:
            shown = url.partition("?")[0][:200]
            which = f"The connection {name} does not lead" if name else "No connection leads"
            message = (
                f"{which} to {shown}. Add one for plain HTTP requests with that address in the "
                "app's settings."
            )
            raise ConnectionMissingError(message, connection=name)
        return endpoint_of(found[0]), found[1]

    def endpoint_to(self, target: str, offer: str, name: str) -> Endpoint:
        """The connection that leads to this bucket or camera."""
        if not target:
            return self.endpoint(name, offer)
        with visiting_database():
            row = find_target(self.app, target, offer, name)
        if row is None:
            which = f"The connection {name} does not lead" if name else "No connection leads"
            message = (
                f"{which} to {target[:100]}. Add one for {OFFERS[offer]} that does in the app's "
                "settings."
            )
            raise ConnectionMissingError(message, connection=name)
        return endpoint_of(row)

    def call(self, endpoint: Endpoint, call: Call, cancel: CancelToken) -> Answer:
        """Send, wait and try again where that may help; the answer whole."""

        def read(incoming: Incoming, way: _Way) -> Answer:
            body = incoming.read(call.max_bytes)
            for secret in way.hideable:
                body = body.replace(secret.encode(), HIDDEN.encode())
            return Answer(incoming.status, incoming.media_type, body)

        return self._try(endpoint, call, cancel, read)

    def lines(self, endpoint: Endpoint, call: Call, cancel: CancelToken) -> Iterator[str]:
        """The answer's lines as they come."""
        way = self._way(endpoint, call)
        ends_at = monotonic() + call.seconds
        for number in range(call.tries):
            begun = False
            try:
                with opened(self._outgoing(way, call), ends_at - monotonic(), cancel) as incoming:
                    self._refuse(incoming, way, call)
                    for line in _lines(incoming.pieces(call.max_bytes)):
                        begun = True
                        yield way.hide(line)
                    return
            except (UnreachableError, _AskAgainError, TooLargeError) as error:
                if begun and type(error) is UnreachableError:
                    error = UnreachableError(BROKE_OFF)
                if begun or not _again(error, number, call, ends_at, cancel):
                    raise _sentence(error, way, call) from error

    def sign(self, secret: str, data: bytes) -> str:
        """HMAC-SHA256 of the data under a secret of the app."""
        with visiting_database():
            key = self._secret(secret)
        return hmac.new(key.encode(), data, hashlib.sha256).hexdigest()

    def send_mail(self, endpoint: Endpoint, mail: Mail, cancel: CancelToken) -> None:
        """Hand a message to the mail server."""
        way = self._way(endpoint, None)
        password = way.hidden[0] if way.row.secret is not None else ""
        if cancel.cancelled:
            raise CancelledError("The run was cancelled.")
        try:
            deliver(way.row, password, mail)
        except UnreachableError as error:
            raise _sentence(error, way, None) from error

    def _try(
        self,
        endpoint: Endpoint,
        call: Call,
        cancel: CancelToken,
        read: Callable[[Incoming, _Way], Answer],
    ) -> Answer:
        way = self._way(endpoint, call)
        ends_at = monotonic() + call.seconds
        number = 0
        while True:
            try:
                with opened(self._outgoing(way, call), ends_at - monotonic(), cancel) as incoming:
                    self._refuse(incoming, way, call)
                    return read(incoming, way)
            except (UnreachableError, _AskAgainError, TooLargeError) as error:
                if not _again(error, number, call, ends_at, cancel):
                    raise _sentence(error, way, call) from error
            number += 1

    def _way(self, endpoint: Endpoint, call: Call | None) -> _Way:
        with visiting_database():
            return self._find_way(endpoint, call)

    def _find_way(self, endpoint: Endpoint, call: Call | None) -> _Way:
        row = find_connection(self.app, endpoint.name, "")
        if row is None:
            message = f"The connection {endpoint.name} was removed meanwhile."
            raise ConnectionMissingError(message, connection=endpoint.name)
        way = _Way(row, endpoint.address, {}, [])
        if row.secret is not None:
            way.hidden.append(reveal(row.secret))
            if row.kind == "openai":
                way.headers["Authorization"] = f"Bearer {way.hidden[0]}"
            elif row.kind == "http":
                scheme = row.options.get("scheme", "Bearer")
                header = row.options.get("header") or "Authorization"
                way.headers[header] = f"{scheme} {way.hidden[0]}".strip()
        for name, value in call.headers.items() if call is not None else ():

            def put_in(slot: re.Match[str]) -> str:
                way.hidden.append(self._secret(slot[1]))
                return way.hidden[-1]

            way.headers[name] = _SLOT.sub(put_in, value)
        return way

    def _secret(self, name: str) -> str:
        row = Secret.objects.filter(app_id=self.app, name=name).first()
        if row is None:
            message = f"This app has no secret {name}. Add it on the app's page, under Connections."
            raise ConnectionMissingError(message, secret=name)
        return reveal(row)

    def _outgoing(self, way: _Way, call: Call) -> Outgoing:
        headers = dict(way.headers)
        if call.body:
            headers["Content-Type"] = call.media_type
        if call.path and (call.path[0] not in "/?" or ".." in call.path.split("?")[0].split("/")):
            message = f"The path {call.path[:100]} leads away from the connection. Begin it with /."
            raise ConnectorError(message, connection=way.row.name)
        if way.row.kind == "s3":
            return signed_request(way.row, way.hidden[0] if way.hidden else "", call)
        if way.row.kind == "onvif":
            return enveloped(way.row, way.hidden[0] if way.hidden else "", call)
        url = way.row.address.rstrip("/") + call.path
        return Outgoing(call.method, url, headers, call.body)

    def _refuse(self, incoming: Incoming, way: _Way, call: Call) -> None:
        if 200 <= incoming.status < 300 or (call.any_status and not _may_change(incoming.status)):
            return
        try:
            body = incoming.read(MAX_ERROR_BYTES)
            said = way.hide(FAULTS.get(way.row.kind, _excerpt)(body))
        except (UnreachableError, TooLargeError):
            said = ""
        raise _AskAgainError(incoming.status, said, incoming.retry_after)


class _AskAgainError(Exception):
    """An answer that is none, with what it said."""

    def __init__(self, status: int, said: str, retry_after: str) -> None:
        super().__init__(status)
        self.status, self.said, self.retry_after = status, said, retry_after


def _may_change(status: int) -> bool:
    return status in WORTH_ANOTHER_TRY


def _again(error: Exception, number: int, call: Call, ends_at: float, cancel: CancelToken) -> bool:
    """Wait for the next try when there is one; whether to go on. Raises `CancelledError`."""
    if number + 1 >= call.tries or isinstance(error, TooLargeError | PrivateAddressError):
        return False
    if isinstance(error, _AskAgainError) and not _may_change(error.status):
        return False
    if isinstance(error, TooSlowError) and monotonic() >= ends_at:
        return False
    asked = _seconds(error.retry_after) if isinstance(error, _AskAgainError) else None
    doubled = FIRST_PAUSE_SECONDS * 2**number * (0.75 + random.random() / 2)  # noqa: S311 - spread
    pause = asked if asked is not None else doubled
    if pause > LONGEST_PAUSE_SECONDS or monotonic() + pause >= ends_at:
        return False
    woken = threading.Event()
    forget = cancel.on_cancel(woken.set)
    try:
        woken.wait(pause)
    finally:
        forget()
    if cancel.cancelled:
        raise CancelledError("The run was cancelled.")
    return True


def _seconds(retry_after: str) -> float | None:
    """`Retry-After`: seconds, or a date."""
    if retry_after.isdigit():
        return float(retry_after[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - time())
    except (ValueError, OverflowError):
        return None


def _sentence(error: Exception, way: _Way, call: Call | None) -> ConnectorError:
    """What a user reads."""
    who = f"The connection {way.row.name} ({way.shown})"
    data: dict[str, Any] = {"connection": way.row.name}
    if isinstance(error, _AskAgainError):
        data["endpoint_status"] = error.status
        said = f': "{error.said}"' if error.said else ""
        wait = _seconds(error.retry_after)
        if wait is not None and wait > LONGEST_PAUSE_SECONDS:
            advice = f"It asks to wait {round(wait)} s."
        elif 300 <= error.status < 400:
            advice = "It points elsewhere; write the final address into the connection."
        else:
            known = ADVICE | KIND_ADVICE.get(way.row.kind, {})
            advice = known.get(error.status, "Try again later; the fault is on its side.")
        return ConnectorError(f"{who} answered {error.status}{said}. {advice}", **data)
    if isinstance(error, PrivateAddressError):
        advice = "Whoever runs this server can allow it with WEFT_CONNECTION_HOSTS."
        return ConnectorError(f"{who} {error}. {advice}", **data)
    if isinstance(error, TooLargeError):
        return ConnectorError(f"{who} {error}. Ask it for less.", **data)
    if isinstance(error, TooSlowError) and call is not None:
        advice = "Give it more time in the node's settings, or ask it for less."
        return ConnectorError(f"{who} {error} ({round(call.seconds)} s). {advice}", **data)
    return ConnectorError(f"{who} {way.hide(str(error))}. Check its address and try again.", **data)


def _excerpt(body: bytes) -> str:
    """The sentence in an error's body, in one short line."""
    text = body.decode("utf-8", "replace")
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if isinstance(found, dict):
        error = found.get("error", found.get("detail", found.get("message")))
        if isinstance(error, dict):
            error = error.get("message")
        text = error if isinstance(error, str) else ""
    elif "<html" in text.lower() or "<!doctype" in text.lower():
        text = ""
    return one_line(text)


def _lines(pieces: Iterator[bytes]) -> Iterator[str]:
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield line.decode("utf-8", "replace").rstrip("\r")
    if rest:
        yield rest.decode("utf-8", "replace").rstrip("\r")
