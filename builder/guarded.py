"""The way HTTP goes out for connections of apps, under the guard that inputs by URL have.

Http(s) only, public addresses only, bounded in time and size. A connection may also lead to a
private address that `WEFT_CONNECTION_HOSTS` names; it is never redirected, takes no proxy and no
credentials from the environment, and can be cut from another thread.
"""

from __future__ import annotations

import ipaddress
import socket
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings

from builder.fetch import CHUNK_BYTES, CONNECT_SECONDS
from runtime.contracts.errors import CancelledError, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from runtime.contracts.cancel import CancelToken


class UnreachableError(Exception):
    """A connection's host was not reached, or let go; the text ends a sentence about it."""


class PrivateAddressError(UnreachableError):
    """Its address is private and nobody allowed it."""


class TooSlowError(UnreachableError):
    """It took longer than it was given."""


@dataclass(frozen=True)
class Outgoing:
    """One request to a connection, whole."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Incoming:
    """An answer that is being read."""

    def __init__(self, response: Any, ends_at: float, check: Callable[[], None]) -> None:
        self.status: int = response.status_code
        self.media_type = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
        self.retry_after: str = response.headers.get("Retry-After", "")
        self.declared_bytes: str = response.headers.get("Content-Length", "")
        self._raw = response.raw
        self._ends_at = ends_at
        self._check = check

    def pieces(self, max_bytes: int) -> Iterator[bytes]:
        """The body as it arrives. Raises `TooLargeError` and `UnreachableError`."""
        total = 0
        while True:
            self._check()
            if monotonic() > self._ends_at:
                raise TooSlowError("took too long")
            with _readable_faults(self._check):
                piece = self._raw.read1(CHUNK_BYTES)
            if not piece:
                self._check()
                return
            total += len(piece)
            if total > max_bytes:
                raise TooLargeError(f"answered more than {max_bytes // (1024 * 1024)} MB")
            yield piece

    def read(self, max_bytes: int) -> bytes:
        """The whole body."""
        return b"".join(self.pieces(max_bytes))


@contextmanager
def opened(outgoing: Outgoing, seconds: float, cancel: CancelToken) -> Iterator[Incoming]:
    """Send a request for a connection and read the head of its answer.

    Raises `UnreachableError`, and `CancelledError` as soon as `cancel` fires: its sockets are cut.
    """
    from requests_hardened import Config, HTTPSession

    ends_at = monotonic() + seconds
    trusted = is_trusted(outgoing.url)
    config = Config(
        default_timeout=(CONNECT_SECONDS, max(1.0, seconds)),
        never_redirect=True,
        ip_filter_enable=not trusted,
        ip_filter_allow_loopback_ips=False,
        user_agent_override="Weft",
    )
    sockets: list[socket.socket] = []

    def cut() -> None:
        for each in sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def check() -> None:
        if cancel.cancelled:
            raise CancelledError("The run was cancelled.")

    check()
    with HTTPSession(config) as session:
        session.trust_env = False
        for scheme in ("http://", "https://"):
            _watch(session.get_adapter(scheme), sockets)
        forget = cancel.on_cancel(cut)
        try:
            with _readable_faults(check):
                response = session.request(
                    outgoing.method, outgoing.url, data=outgoing.body or None, stream=True,
                    headers={"Accept-Encoding": "identity", **outgoing.headers},
                )  # fmt: skip
            with response:
                yield Incoming(response, ends_at, check)
        finally:
            forget()


def is_trusted(url: str) -> bool:
    """Whether a connection may lead here although the address is private."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    allowed = {entry.lower() for entry in settings.CONNECTION_HOSTS}
    named = f"[{host}]" if ":" in host else host
    return settings.FETCH_PRIVATE_ADDRESSES or bool({host, named, f"{named}:{port}"} & allowed)


def resolve(host: str, port: int) -> str:
    """An address of a mail server that may be reached. Raises `UnreachableError`."""
    from requests_hardened.ip_filter import InvalidIPAddress, filter_host

    if is_trusted(f"smtp://{f'[{host}]' if ':' in host else host}:{port}"):
        return host
    try:
        address: str = filter_host(host, port, allow_loopback=False)
    except InvalidIPAddress as error:
        raise PrivateAddressError("has a private address") from error
    except OSError as error:
        raise UnreachableError("has no address") from error
    return address.strip("[]")


def looks_private(host: str) -> bool:
    """Whether a host is plainly one that needs to be allowed; names are only known when asked."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def _watch(adapter: Any, sockets: list[socket.socket]) -> None:
    """Note each socket that this adapter's pools open, so that it can be cut."""
    make_pool = adapter.get_connection_with_tls_context

    def watched_pool(*args: Any, **kwargs: Any) -> Any:
        pool = make_pool(*args, **kwargs)
        plain = pool.ConnectionCls

        class Watched(plain):  # type: ignore[misc, valid-type]  # the class is chosen by scheme
            def connect(self) -> None:
                super().connect()
                sockets.append(self.sock)

        pool.ConnectionCls = Watched
        return pool

    adapter.get_connection_with_tls_context = watched_pool


@contextmanager
def _readable_faults(check: Callable[[], None]) -> Iterator[None]:
    """What the HTTP library raises, as one of ours; a cancel that cut the socket comes first."""
    import requests
    import urllib3
    from requests_hardened.ip_filter import InvalidIPAddress

    try:
        yield
    except InvalidIPAddress as error:
        raise PrivateAddressError("has a private address") from error
    except (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError) as error:
        check()
        raise TooSlowError("did not answer in time") from error
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        check()
        raise UnreachableError("could not be reached, or broke the connection off") from error
