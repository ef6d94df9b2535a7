"""Files addressed by app and SHA-256; the name a client gave never becomes a path.

Where they lie, in a folder or in a bucket, is what `settings.STORAGES` says; everything that is
kept or shown goes through here.
"""

from __future__ import annotations

import hashlib
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from builder.models import Blob
from runtime.contracts.errors import FilesUnavailableError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger(__name__)
PROBE = "probe"


def name_of(app: int, digest: str) -> str:
    """What a blob's file is called in the store."""
    return f"{app}/{digest[:2]}/{digest}"


def write_blob(app: int, data: bytes, media_type: str) -> str:
    """Keep bytes: the file first, then the row, so that a crash leaves no row without a file.

    Raises `FilesUnavailableError`.
    """
    digest = hashlib.sha256(data).hexdigest()
    name = name_of(app, digest)
    with _reaching():
        if not storages["default"].exists(name):
            storages["default"].save(name, ContentFile(data))
    row = Blob(app_id=app, digest=digest, media_type=media_type, size=len(data))
    Blob.objects.bulk_create([row], ignore_conflicts=True)
    return digest


def read_blob(app: int, digest: str) -> bytes:
    """The bytes of one of this app's blobs. Raises `NotFoundError`, `FilesUnavailableError`."""
    try:
        with _reaching(), storages["default"].open(name_of(app, digest)) as file:
            return bytes(file.read())
    except FileNotFoundError as error:
        raise NotFoundError("This file is no longer stored.", digest=digest) from error


def try_files() -> None:
    """Write, read and remove a file, as a start-up check. Raises `FilesUnavailableError`."""
    with _reaching():
        storages["default"].save(PROBE, ContentFile(b"weft"))
        with storages["default"].open(PROBE) as file:
            file.read()
        storages["default"].delete(PROBE)


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
