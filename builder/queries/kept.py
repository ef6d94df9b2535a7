"""Look-ups of what else an app keeps: files, samples, secrets, connections, indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.models import (
    App,
    Blob,
    Connection,
    Sample,
    SearchIndex,
    Secret,
)
from runtime.contracts.errors import NotFoundError

if TYPE_CHECKING:
    from django.db.models import QuerySet


def samples(of: App) -> QuerySet[Sample]:
    """An app's sample inputs."""
    return Sample.objects.filter(app=of).order_by("order")


def blob(of: App, digest: str) -> Blob:
    """A file of this app. Raises `NotFoundError`."""
    found = Blob.objects.filter(app=of, digest=digest).first()
    if found is None:
        raise NotFoundError(f"There is no file {digest[:12]} in {of.key}.", digest=digest)
    return found


def secret(of: App, name: str) -> Secret:
    """A secret of this app, still sealed. Raises `NotFoundError`."""
    found = Secret.objects.select_related("app").filter(app=of, name=name).first()
    if found is None:
        raise NotFoundError(f"There is no secret {name} in {of.key}.", secret=name)
    return found


def connection(of: App, name: str) -> Connection:
    """A connection of this app. Raises `NotFoundError`."""
    rows = Connection.objects.select_related("app", "secret")
    found = rows.filter(app=of, name=name).first()
    if found is None:
        raise NotFoundError(f"There is no connection {name} in {of.key}.", connection=name)
    return found


def index(of: App, name: str) -> SearchIndex:
    """A search index of this app. Raises `NotFoundError`."""
    found = SearchIndex.objects.select_related("app").filter(app=of, name=name).first()
    if found is None:
        raise NotFoundError(f"There is no index {name} in {of.key}.", index=name)
    return found
