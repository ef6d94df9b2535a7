"""The files of one run, in the run store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from runtime.contracts.stores import RunStore


@dataclass(frozen=True)
class RunFiles:
    """Fulfils `contracts.files.MediaFiles` for the runs of an app."""

    runs: RunStore
    app: int

    def open(self, blob: str) -> BinaryIO:
        """A file of the app."""
        return self.runs.open_blob(self.app, blob)

    def keep(self, file: BinaryIO, media_type: str) -> str:
        """Store it in the app."""
        return self.runs.put_blob(self.app, file, media_type)
