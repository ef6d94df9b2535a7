"""When a picture was taken out of its video."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from runtime.contracts.values import Image
from runtime.query.errors import QueryError
from runtime.query.words import needs


@dataclass(frozen=True)
class Frame:
    """A picture's place in its video."""

    number: int
    """From 1 on."""
    time_ms: int


def told(value: Any, name: str, frame: Frame | None) -> int | float | datetime:
    """The number, the moment or the seconds since the video began. Raises `QueryError`."""
    needs(value, Image, "a picture")
    if frame is None:
        message = "asks when the picture was taken out of a video, but it is none of a video."
        raise QueryError(message)
    if name == "frame_number":
        return frame.number
    seconds = frame.time_ms / 1000
    if name == "seconds_since_start":
        return seconds
    return datetime.fromtimestamp(seconds, UTC)
