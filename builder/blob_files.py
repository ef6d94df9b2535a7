"""Files on disk, addressed by app and SHA-256; the name a client gave never becomes a path."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from django.conf import settings

from builder.models import Blob
from runtime.contracts.errors import NotFoundError


def path_of(app: int, digest: str) -> Path:
    """Where a blob's bytes lie."""
    return Path(settings.BLOB_DIR) / str(app) / digest[:2] / digest


def write_blob(app: int, data: bytes, media_type: str) -> str:
    """Keep bytes: the file first, then the row, so that a crash leaves no row without a file."""
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(app, digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{digest}.{secrets.token_hex(4)}")
        partial.write_bytes(data)
        partial.replace(path)
    row = Blob(app_id=app, digest=digest, media_type=media_type, size=len(data))
    Blob.objects.bulk_create([row], ignore_conflicts=True)
    return digest


def read_blob(app: int, digest: str) -> bytes:
    """The bytes of one of this app's blobs. Raises `NotFoundError`."""
    try:
        return path_of(app, digest).read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError("This file is no longer stored.", digest=digest) from error
