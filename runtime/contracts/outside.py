"""What operators may reach beyond this process: the app's connections, by name.

An operator names a connection and says what to send; addresses are checked, secrets put in and
answers bounded by whoever fulfils this (`builder/outside.py`). No secret ever passes through here:
in headers one stands as `{secret:NAME}` until the request leaves, and where an answer repeats one,
it is taken out again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from runtime.contracts.errors import WeftError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from runtime.contracts.cancel import CancelToken

OFFERS: Mapping[str, str] = {
    "chat": "chat",
    "vision": "chat with pictures",
    "embeddings": "embeddings",
    "images": "making pictures",
    "speech": "speech",
    "transcription": "transcription",
    "http": "plain HTTP requests",
    "smtp": "sending e-mail",
    "s3": "keeping objects in an S3 bucket",
    "onvif": "moving a camera (ONVIF)",
}
"""What a connection may offer, and how a sentence says it."""
MODEL_OFFERS = ("chat", "vision", "embeddings", "images", "speech", "transcription")
"""Those of an OpenAI-compatible endpoint; each may have a default model."""

MAX_ANSWER_BYTES = 32 * 1024 * 1024
CALL_SECONDS = 120
CALL_TRIES = 3


class ConnectionMissingError(WeftError):
    """The app has no such connection, or it lacks something."""

    code = "connection_missing"
    status = 422


class ConnectorError(WeftError):
    """The other side was not reached, said no, or answered nonsense."""

    code = "connector_failed"
    status = 502


@dataclass(frozen=True)
class Endpoint:
    """A connection of the app as an operator sees it."""

    name: str
    kind: str
    """`openai`, `http`, `smtp`, `s3` or `onvif`."""
    address: str
    """Where it leads, for sentences."""
    models: Mapping[str, str] = field(default_factory=dict)
    """Offer -> the model to use when a node names none."""
    sender: str = ""
    """From whom mail comes."""
    target: str = ""
    """What it leads to: a bucket's name, a camera's host and port; empty for other kinds."""


@dataclass(frozen=True)
class Call:
    """One request, its path below the connection's address."""

    path: str
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    media_type: str = "application/json"
    max_bytes: int = MAX_ANSWER_BYTES
    seconds: float = CALL_SECONDS
    """For the whole call with all its tries."""
    tries: int = CALL_TRIES
    any_status: bool = False
    """Whether an answer other than 2xx is an answer too."""
    signed_at: float | None = None
    """When a signature says that it was made, for another side whose clock is wrong; else now."""


@dataclass(frozen=True)
class Answer:
    """What came back, whole."""

    status: int
    media_type: str
    body: bytes


@dataclass(frozen=True)
class Mail:
    """One message of plain text, with files that go with it: name, media type, bytes."""

    to: Sequence[str]
    subject: str
    text: str
    files: Sequence[tuple[str, str, bytes]] = ()
    message_id: str = ""
    """The same for the same element of the same run, so that a repeated one can be told."""


class Outside(Protocol):
    """The way out of one run.

    Everything here raises `ConnectionMissingError` or `ConnectorError` with a sentence for the
    user, and `CancelledError` when the run is cancelled meanwhile.
    """

    @property
    def run(self) -> str:
        """The run's id."""

    @property
    def draft(self) -> bool:
        """Whether the run is of a draft on the canvas, not of a saved version."""

    def endpoint(self, name: str, offer: str) -> Endpoint:
        """A connection that offers this; with an empty name the oldest one of the app."""

    def endpoint_at(self, url: str, name: str) -> tuple[Endpoint, str]:
        """The connection under whose address this lies, and the path behind it; maybe the named."""

    def endpoint_to(self, target: str, offer: str, name: str) -> Endpoint:
        """The connection that leads to this bucket or camera; with an empty target as `endpoint`.

        So whoever runs a workflow may say where to, among the places that the app leads to.
        """

    def call(self, endpoint: Endpoint, call: Call, cancel: CancelToken) -> Answer:
        """Send, wait and try again where that may help; the answer whole."""

    def lines(self, endpoint: Endpoint, call: Call, cancel: CancelToken) -> Iterator[str]:
        """Likewise, but the answer's lines as they come. Once one came nothing is tried again."""

    def sign(self, secret: str, data: bytes) -> str:
        """HMAC-SHA256 of the data under a secret of the app, in hex."""

    def send_mail(self, endpoint: Endpoint, mail: Mail, cancel: CancelToken) -> None:
        """Hand a message to the mail server."""


class OutsideSource(Protocol):
    """Makes the way out for one run."""

    def of(self, app: int, run: str, *, draft: bool) -> Outside:
        """That of a run of this app."""


class ConnectionList(Protocol):
    """An app's connections, for checking a graph."""

    def find(self, name: str, offer: str) -> Endpoint | None:
        """As `Outside.endpoint`, with None where there is none."""
