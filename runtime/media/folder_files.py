"""The files of a run without a server: in a folder, by their SHA-256."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from runtime.contracts.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping


class FolderFiles:
    """Fulfils `contracts.files.MediaFiles`."""

    def __init__(self, folder: str | Path) -> None:
        self._folder = Path(folder)
        self._types: dict[str, str] = {}

    @property
    def types(self) -> Mapping[str, str]:
        """What is kept: blob -> media type."""
        return self._types

    def open(self, blob: str) -> BinaryIO:
        """A kept file."""
        if blob not in self._types:
            raise NotFoundError("This file is not stored.", digest=blob)
        return (self._folder / blob).open("rb")

    def keep(self, file: BinaryIO, media_type: str) -> str:
        """Copy it here."""
        file.seek(0)
        blob = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        file.seek(0)
        with (self._folder / blob).open("wb") as copy:
            shutil.copyfileobj(file, copy)
        self._types[blob] = media_type
        return blob
