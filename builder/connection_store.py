"""Finds the connections of one app, as a checker or a worker sees them: without secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from builder.models import Connection
from runtime.contracts.outside import Endpoint

if TYPE_CHECKING:
    from builder.models import App


def find_connection(app: int, name: str, offer: str) -> Connection | None:
    """The named connection when it offers this; with an empty name the oldest one that does.

    An empty offer takes any.
    """
    rows = Connection.objects.filter(app_id=app).select_related("secret").order_by("pk")
    if name:
        rows = rows.filter(name=name)
    return next((row for row in rows if not offer or offer in row.offered), None)


def find_target(app: int, target: str, kind: str, name: str) -> Connection | None:
    """The oldest connection to this bucket or camera; of that name where one is given."""
    rows = Connection.objects.filter(app_id=app, kind=kind).select_related("secret").order_by("pk")
    if name:
        rows = rows.filter(name=name)
    return next((row for row in rows if row.target == target), None)


def find_address(app: int, url: str, name: str) -> tuple[Connection, str] | None:
    """The HTTP connection with the longest address that begins this one, and what comes behind.

    Of the same scheme, host and port, in whole parts of the path; of that name where one is given.
    """
    rows = Connection.objects.filter(app_id=app, kind="http").select_related("secret")
    if name:
        rows = rows.filter(name=name)
    if any(character in url for character in "\\#\r\n\t "):
        return None
    fits: list[tuple[Connection, str]] = []
    for row in rows.order_by("pk"):
        address = row.address.rstrip("/")
        behind = url[len(address) :]
        if url.startswith(address) and (not behind or behind[0] in "/?"):
            fits.append((row, behind))
    return min(fits, key=lambda fit: len(fit[1]), default=None)


def endpoint_of(row: Connection) -> Endpoint:
    """What operators are told of a connection."""
    parts = urlsplit(row.address)
    match row.kind:
        case "smtp":
            shown = row.address
        case "s3":
            shown = f"{parts.hostname}/{row.target}"
        case "onvif":
            shown = row.target
        case _:
            shown = f"{parts.hostname}{parts.path.rstrip('/')}"
    sender = row.options.get("sender", "")
    return Endpoint(row.name, row.kind, shown, dict(row.default_models), sender, row.target)


class AppConnections:
    """Fulfils `runtime.contracts.outside.ConnectionList` for checking one app's graph."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._found: dict[tuple[str, str], Endpoint | None] = {}

    def find(self, name: str, offer: str) -> Endpoint | None:
        """The connection that a node would use; each is asked for once."""
        key = (name, offer)
        if key not in self._found:
            row = find_connection(self.app.pk, name, offer)
            self._found[key] = endpoint_of(row) if row is not None else None
        return self._found[key]
