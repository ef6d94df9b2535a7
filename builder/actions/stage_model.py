"""Lay files that somebody brought side by side in a working folder, which ends with the block."""

from __future__ import annotations

import contextlib
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings

from runtime import api
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_FILES = 32
MEGABYTE = 1024 * 1024
STALE_SECONDS = 24 * 3600


@dataclass(frozen=True)
class BroughtFile:
    """One file as it arrived: the name that its owner gave it, and its bytes in pieces."""

    name: str
    pieces: Iterable[bytes]


@contextmanager
def staged(files: Sequence[BroughtFile]) -> Iterator[Path]:
    """A folder with these files under names of ours.

    Raises `BadRequestError` for a name that no model has, `ModelTooLargeError`.
    """
    if not 1 <= len(files) <= MAX_FILES:
        raise BadRequestError(f"Send 1 to {MAX_FILES} files of one model.", field="files")
    for file in files:
        if not api.is_model_file(file.name):
            message = (
                f"{file.name[:80]} is no file of a model that Weft reads. Send the .onnx file, and "
                "config.json, tokenizer.json or labels.txt beside it."
            )
            raise BadRequestError(message, field="files", name=file.name[:200])
    with working_folder() as folder:
        left = settings.MODEL_MEGABYTES * MEGABYTE
        for file in files:
            with (folder / api.model_file_name(file.name)).open("wb") as place:
                left = _copy(file.pieces, place, left)
        yield folder


@contextmanager
def staged_path(path: Path) -> Iterator[Path]:
    """A folder with the files of a path on this machine. Raises `ModelRefusedError`."""
    with working_folder() as folder:
        api.lay_out_model(path, folder)
        yield folder


@contextmanager
def working_folder() -> Iterator[Path]:
    """An empty folder where models lie while they are looked at."""
    home = settings.DATA_DIR / "importing"
    home.mkdir(parents=True, exist_ok=True)
    _clear_up(home)
    with TemporaryDirectory(dir=home) as folder:
        yield Path(folder)


def _clear_up(home: Path) -> None:
    """Remove what a process left behind that was killed while it looked at a model."""
    for left in home.iterdir():
        with contextlib.suppress(FileNotFoundError):
            if left.stat().st_mtime < time.time() - STALE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def _copy(pieces: Iterable[bytes], place: BinaryIO, left: int) -> int:
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            raise api.model_too_large()
        place.write(piece)
    return left
