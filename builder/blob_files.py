"""Files addressed by app and SHA-256; the name a client gave never becomes a path.

Where they lie, in a folder or in a bucket, is what `settings.STORAGES` says; everything that is
kept or shown goes through here.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from builder.models import Blob
from builder.models.blob import FRESH
from runtime.contracts.errors import FilesUnavailableError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

log = logging.getLogger(__name__)
PROBE = "probe"
CHUNK_BYTES = 1024 * 1024

_fresh = Q(used_at__gt=Now() - FRESH)


def name_of(app: int, digest: str) -> str:
    """What a blob's file is called in the store."""
    return f"{app}/{digest[:2]}/{digest}"


def write_blob(app: int, data: bytes | BinaryIO, media_type: str) -> str:
    """Keep bytes, or a seekable file of any length; answers its digest.

    Called anew for everything that is to point at them, for that is how long they stay. Raises
    `FilesUnavailableError`.
    """
    with writing_blobs(app) as put:
        return put(data, media_type)


@contextmanager
def writing_blobs(app: int) -> Iterator[Callable[[bytes | BinaryIO, str], str]]:
    """Keep several: what it gives does what `write_blob` does, from any thread.

    Each file is written when it is given and their rows with one statement when the block ends: the
    file first, then the row, so that a crash leaves no row without a file.
    """
    batch = _Batch(app)
    try:
        yield batch.put
    finally:
        batch.note()


class _Batch:
    """Files that are written, and whose rows are to be."""

    def __init__(self, app: int) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._rows: dict[str, Blob] = {}
        self._found: dict[str, File[Any]] = {}
        """What was stored already, kept until its row is known to be fresh."""

    def put(self, data: bytes | BinaryIO, media_type: str) -> str:
        """Write the file unless it is there; asks no database."""
        content: File[Any] = ContentFile(data) if isinstance(data, bytes) else File(data)
        digest = _digest(content)
        name = name_of(self._app, digest)
        with _reaching():
            known = storages["default"].exists(name)
            if not known:
                storages["default"].save(name, content)
        row = Blob(app_id=self._app, digest=digest, media_type=media_type, size=content.size)
        with self._lock:
            self._rows.setdefault(digest, row)
            if known:
                self._found.setdefault(digest, content)
        return digest

    def note(self) -> None:
        """Write the rows of all files, and the files that were pruned before theirs was renewed."""
        fresh: set[str] = set()
        if self._found:
            rows = Blob.objects.filter(_fresh, app=self._app, digest__in=list(self._found))
            fresh.update(rows.values_list("digest", flat=True))
        Blob.objects.bulk_create(
            # In one order for all: who writes some of the same rows at the same time waits in line.
            [row for digest, row in sorted(self._rows.items()) if digest not in fresh],
            update_conflicts=True, unique_fields=["app", "digest"], update_fields=["used_at"],
        )  # fmt: skip
        for digest, content in self._found.items():
            name = name_of(self._app, digest)
            with _reaching():
                if digest not in fresh and not storages["default"].exists(name):
                    storages["default"].save(name, content)


def hold_blobs(app: int, digests: Collection[str]) -> None:
    """Note that something is about to point at these. Raises `NotFoundError` when one is gone."""
    Blob.note_use(app, digests)
    if Blob.objects.filter(app=app, digest__in=digests).count() < len(set(digests)):
        raise NotFoundError("A file of this run is no longer stored. Start a new run with it.")


def remove_blob(blob: Blob) -> bool:
    """Remove a file unless it was used since `blob` was read; whether it went.

    The file goes while the row is locked: who keeps the same bytes meanwhile waits, then finds
    the file missing and writes it.
    """
    with transaction.atomic():
        gone, _ = Blob.objects.filter(pk=blob.pk, used_at=blob.used_at).delete()
        if gone:
            with _reaching():
                storages["default"].delete(name_of(blob.app_id, blob.digest))
    return bool(gone)


def read_blob(app: int, digest: str) -> bytes:
    """The bytes of one of this app's blobs. Raises `NotFoundError`, `FilesUnavailableError`."""
    try:
        with _reaching(), storages["default"].open(name_of(app, digest)) as file:
            return bytes(file.read())
    except FileNotFoundError as error:
        raise NotFoundError("This file is no longer stored.", digest=digest) from error


def open_blob(app: int, digest: str) -> BinaryIO:
    """The same as an open file, which is never in memory as a whole; close it after use."""
    try:
        with _reaching():
            return cast("BinaryIO", storages["default"].open(name_of(app, digest)))
    except FileNotFoundError as error:
        raise NotFoundError("This file is no longer stored.", digest=digest) from error


def read_part(app: int, digest: str, start: int, length: int) -> bytes:
    """Some of the bytes, fewer at the end. Raises as `read_blob` does."""
    try:
        with _reaching():
            store: Any = storages["default"]
            return bytes(store.read_part(name_of(app, digest), start, length))
    except FileNotFoundError as error:
        raise NotFoundError("This file is no longer stored.", digest=digest) from error


def try_files() -> None:
    """Write, read and remove a file, as a start-up check. Raises `FilesUnavailableError`."""
    with _reaching():
        storages["default"].save(PROBE, ContentFile(b"weft"))
        with storages["default"].open(PROBE) as file:
            file.read()
        storages["default"].delete(PROBE)


def _digest(content: File[Any]) -> str:
    found = hashlib.sha256()
    for chunk in content.chunks(CHUNK_BYTES):
        found.update(chunk)
    return found.hexdigest()


@contextmanager
def _reaching() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        log.exception("The file store failed")
        message = "Files cannot be stored or read at the moment. Try again in a few seconds."
        raise FilesUnavailableError(message) from error
