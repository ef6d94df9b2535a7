"""Where a picture stands in its film: as their clients send it, and as an answer tells it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from collections.abc import Mapping

STILL_FPS = 30
_OURS = {
    "video_identifier": "film", "frame_number": "number", "frame_timestamp": "at", "fps": "fps",
    "measured_fps": "measured_fps", "comes_from_video_file": "from_file", "total_frames": "total",
}  # fmt: skip


class _Metadata(BaseModel):
    """What a client says of a frame; other keys mean nothing."""

    video_identifier: str
    frame_number: int
    frame_timestamp: datetime
    fps: float | None = None
    measured_fps: float | None = None
    comes_from_video_file: bool | None = None
    total_frames: int | None = None


def metadata_of(given: Any) -> dict[str, Any]:
    """What a client sent, whole. Raises `ValueError` with what is wrong."""
    if not isinstance(given, dict):
        message = "video_metadata is no object with video_identifier, frame_number and so on"
        raise ValueError(message)  # noqa: TRY004 - all that is wrong with a value is a ValueError
    try:
        read = _Metadata.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        message = f"{'.'.join(map(str, first['loc']))} of video_metadata: {first['msg']}"
        raise ValueError(message) from error
    return {**read.model_dump(), "frame_timestamp": read.frame_timestamp.isoformat()}


def shot_of(given: Any) -> dict[str, Any]:
    """The stored place in a film. Raises `ValueError` with what is wrong."""
    told = metadata_of(given)
    return {ours: told[theirs] for theirs, ours in _OURS.items() if told[theirs] is not None}


def told_frame(
    stored: Mapping[str, Any] | None, picture: str, now: datetime | None = None
) -> dict[str, Any]:
    """Where a picture stands in its film; a still, by its id, is frame 0 of now."""
    if stored is not None:
        return {theirs: stored.get(ours) for theirs, ours in _OURS.items()}
    return {
        **dict.fromkeys(_OURS),
        "video_identifier": picture,
        "frame_number": 0,
        "frame_timestamp": (now or datetime.now(UTC)).replace(tzinfo=None).isoformat(),
        "fps": STILL_FPS,
    }
