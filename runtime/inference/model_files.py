"""Files of imported models on this machine: fetched once by digest, proven, and not for ever."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import threading
import time
from typing import TYPE_CHECKING

from runtime.contracts.errors import ModelUnavailableError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from runtime.contracts.graph import ModelRef

    Read = Callable[[ModelRef, str], Iterable[bytes]]

KEEP_SECONDS = 600
"""A file that was asked for so lately is about to be opened; it stays."""
_DIGEST = re.compile(r"[0-9a-f]{64}")


class ModelFiles:
    """A folder of files named by their SHA-256, no larger together than `most_bytes`.

    `read` brings the bytes of one, by the model's reference and the digest. A file that is open
    may be removed: whoever reads it goes on.
    """

    def __init__(self, folder: Path, read: Read, most_bytes: int) -> None:
        self._folder = folder
        self._read = read
        self._most_bytes = most_bytes
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}

    def path(self, ref: ModelRef, digest: str) -> Path:
        """Where the file lies here. Raises `ModelUnavailableError`."""
        if not _DIGEST.fullmatch(digest):
            raise _unavailable(ref, "is not named by a digest")
        place = self._folder / digest
        with self._guard:
            lock = self._locks.setdefault(digest, threading.Lock())
        with lock:
            try:
                os.utime(place)
            except FileNotFoundError:
                self._fetch(ref, digest, place)
                self._make_room(place)
        return place

    def _fetch(self, ref: ModelRef, digest: str, place: Path) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = self._folder / f".{digest}.{secrets.token_hex(4)}"
        found = hashlib.sha256()
        try:
            with partial.open("wb") as file:
                for chunk in self._read(ref, digest):
                    found.update(chunk)
                    file.write(chunk)
            if found.hexdigest() != digest:
                raise _unavailable(ref, "is damaged in the store")
            partial.replace(place)
        except NotFoundError as error:
            raise _unavailable(ref, "is no longer stored") from error
        finally:
            partial.unlink(missing_ok=True)

    def _make_room(self, newest: Path) -> None:
        """Remove what was unused for longest, until the rest fits."""
        held = []
        for path in self._folder.iterdir():
            with contextlib.suppress(FileNotFoundError):
                about = path.stat()
                held.append((about.st_mtime, about.st_size, path))
        total = sum(size for _, size, _ in held)
        recent = time.time() - KEEP_SECONDS
        for used_at, size, path in sorted(held):
            if total <= self._most_bytes:
                return
            if path != newest and used_at < recent:
                path.unlink(missing_ok=True)
                total -= size


def _unavailable(ref: ModelRef, what: str) -> ModelUnavailableError:
    message = f"A file of the model {ref.id} {what}. Import the model again."
    return ModelUnavailableError(message, model=ref.id)
