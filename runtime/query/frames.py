"""When a picture was taken: by its place in a film, or now for a still."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from runtime.contracts.values import Image
from runtime.query.errors import QueryError
from runtime.query.words import needs

if TYPE_CHECKING:
    from collections.abc import Callable

    from runtime.contracts.values import Shot
    from runtime.query import picture_operations

STILL_FPS = 30
"""What a still is told as: frame 0 of a film of so many frames a second."""


def _number(shot: Shot | None) -> int:
    return 0 if shot is None else shot.number


def _moment(shot: Shot | None) -> datetime:
    return datetime.now(UTC) if shot is None else datetime.fromisoformat(shot.at)


def _seconds(shot: Shot | None) -> float:
    if shot is not None and shot.time_ms is not None:
        return shot.time_ms / 1000
    fps = STILL_FPS if shot is None else shot.fps
    if not fps:
        message = "asks for seconds, but of this film it is not known how many frames a second has."
        raise QueryError(message)
    return (_number(shot) - 1) / fps


_TOLD: dict[str, Callable[[Shot | None], Any]] = {
    "frame_number": _number, "frame_timestamp": _moment, "seconds_since_start": _seconds,
}  # fmt: skip


def told(value: Any, how: picture_operations.ExtractFrameMetadata) -> Any:
    """The number, the moment or the seconds since the film began. Raises `QueryError`."""
    picture: Image = needs(value, Image, "a picture")
    return _TOLD[how.property_name](picture.shot)
