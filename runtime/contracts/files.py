"""Files that are too long for memory, as operators see them: videos, mostly."""

from __future__ import annotations

from typing import BinaryIO, Protocol


class MediaFiles(Protocol):
    """The files of one run. A worker keeps them in the run store, `run_here` in a folder."""

    def open(self, blob: str) -> BinaryIO:
        """A kept file to read from and seek in; close it after use. Raises `NotFoundError`."""

    def keep(self, file: BinaryIO, media_type: str) -> str:
        """Keep what an operator made; answers the blob to put into the value."""
