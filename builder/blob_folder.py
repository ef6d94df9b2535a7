"""Files in a folder: a file is there whole or not at all, whenever the power goes."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.storage import FileSystemStorage

if TYPE_CHECKING:
    from typing import Any

    from django.core.files.base import File

CHUNK_BYTES = 1024 * 1024


class BlobFolder(FileSystemStorage):
    """Django's folder storage, except that the content decides the name, so nothing is renamed."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: another file of this name has the same bytes."""
        return name

    def read_part(self, name: str, start: int, length: int) -> bytes:
        """Some of a file's bytes."""
        with Path(self.path(name)).open("rb") as file:
            file.seek(start)
            return file.read(length)

    def _save(self, name: str, content: File[Any]) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            with partial.open("wb") as file:
                for chunk in content.chunks(CHUNK_BYTES):
                    file.write(chunk)
            partial.replace(path)
        except OSError:
            partial.unlink(missing_ok=True)
            raise
        return name
