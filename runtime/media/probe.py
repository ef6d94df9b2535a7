"""What an uploaded video or audio file is, told by its streams and proven by decoding its begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from runtime.contracts.errors import BadMediaError, TooLargeError
from runtime.contracts.limits import (
    MAX_AUDIO_BYTES,
    MAX_AUDIO_RATE_HERTZ,
    MAX_AUDIO_SECONDS,
    MAX_VIDEO_PIXELS,
    MAX_VIDEO_SECONDS,
    MAX_VIDEO_SIDE_PIXELS,
    MAX_VIDEO_URL_BYTES,
)
from runtime.media.containers import (
    damaged,
    head_of,
    open_media,
    picture_stream,
    pictures_of,
    size_of,
    sniff_container,
    sound_of,
)
from runtime.media.images import sniff
from runtime.media.rounded_up import rounded_up

if TYPE_CHECKING:
    from av.container import InputContainer

_MIB = 1024 * 1024
_MICROSECONDS = 1_000_000
_MEDIA_TYPES = {
    "mov": ("video/mp4", "audio/mp4"),
    "matroska": ("video/x-matroska", "audio/x-matroska"),
    "webm": ("video/webm", "audio/webm"),
    "ogg": ("video/ogg", "audio/ogg"),
    "avi": ("video/x-msvideo", "audio/x-msvideo"),
    "asf": ("video/x-ms-wmv", "audio/x-ms-wma"),
    "wav": ("", "audio/wav"),
    "mp3": ("", "audio/mpeg"),
    "flac": ("", "audio/flac"),
    "aac": ("", "audio/aac"),
}


@dataclass(frozen=True)
class MediaInfo:
    """A file that was proven to decode."""

    kind: str
    """`video` or `audio`."""
    media_type: str
    duration_ms: int
    width: int = 0
    height: int = 0
    """As it is shown: turned upright."""
    fps: float = 0.0
    rate: int = 0
    """In hertz, as it will be decoded."""


def what_it_is(head: bytes) -> str | None:
    """`image` or `media`, by the first bytes; None when they are neither."""
    if sniff(head) is not None:
        return "image"
    return "media" if sniff_container(head) is not None else None


def read_media(file: BinaryIO, name: str) -> MediaInfo:
    """What the file is. Raises a 4xx `WeftError` with a sentence when it is not usable."""
    if not size_of(file):
        message = f"“{name}” is empty. Choose a file that has content."
        raise BadMediaError(message, reason="empty_file")
    with open_media(file, name) as opened:
        video = picture_stream(opened) is not None
    info = _video(file, name) if video else _audio(file, name)
    file.seek(0)
    return info


def _video(file: BinaryIO, name: str) -> MediaInfo:
    _check_size(file, name, MAX_VIDEO_URL_BYTES, "a video")
    with open_media(file, name) as opened:
        stream = pictures_of(opened, name)
        width, height = stream.width, stream.height
        side = max(width, height)
        if side > MAX_VIDEO_SIDE_PIXELS or width * height > MAX_VIDEO_PIXELS:
            message = (
                f"“{name}” has {width} by {height} pixels; the limit for a video is "
                f"{MAX_VIDEO_SIDE_PIXELS} a side and {MAX_VIDEO_PIXELS / 1e6:.1f} million in all. "
                "Scale it down first."
            )
            raise BadMediaError(message, reason="too_many_pixels")
        first: Any = next(iter(opened.decode(stream)), None)
        if first is None:
            raise damaged(name)
        fps = float(stream.average_rate or stream.guessed_rate or 0)
        duration_ms = _duration_ms(opened)
    duration_ms = duration_ms or _counted_ms(file, name)
    _check_duration(duration_ms, name, MAX_VIDEO_SECONDS, "a video")
    if first.rotation % 180:
        width, height = height, width
    media_type = _media_type(file, video=True)
    return MediaInfo("video", media_type, duration_ms, width, height, round(fps, 3))


def _audio(file: BinaryIO, name: str) -> MediaInfo:
    _check_size(file, name, MAX_AUDIO_BYTES, "audio")
    with open_media(file, name) as opened:
        stream = sound_of(opened, name)
        if next(iter(opened.decode(stream)), None) is None:
            raise damaged(name)
        rate = min(stream.codec_context.sample_rate, MAX_AUDIO_RATE_HERTZ)
        duration_ms = _duration_ms(opened)
    duration_ms = duration_ms or _counted_ms(file, name)
    _check_duration(duration_ms, name, MAX_AUDIO_SECONDS, "audio")
    return MediaInfo("audio", _media_type(file, video=False), duration_ms, rate=rate)


def _duration_ms(opened: InputContainer) -> int:
    """As the header says; 0 when it does not, as in what a browser records."""
    return max(0, round((opened.duration or 0) * 1000 / _MICROSECONDS))


def _counted_ms(file: BinaryIO, name: str) -> int:
    """By its packets, none of which is decoded."""
    end = 0.0
    with open_media(file, name) as opened:
        for packet in opened.demux():
            if packet.pts is not None and packet.time_base is not None:
                end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    return round(end * 1000)


def _media_type(file: BinaryIO, *, video: bool) -> str:
    head = head_of(file)
    container = sniff_container(head) or ""
    if container == "matroska" and b"webm" in head:
        container = "webm"
    if container == "mov" and video and head[8:12] == b"qt  ":
        return "video/quicktime"
    return _MEDIA_TYPES[container][0 if video else 1]


def _check_size(file: BinaryIO, name: str, limit: int, what: str) -> None:
    size = size_of(file)
    if size > limit:
        message = (
            f"“{name}” has {rounded_up(size / _MIB)} MiB; the limit for {what} is "
            f"{limit // _MIB} MiB. Send a shorter or more compressed one."
        )
        raise TooLargeError(message, reason="too_many_bytes", limit=limit)


def _check_duration(duration_ms: int, name: str, limit: int, what: str) -> None:
    if duration_ms > limit * 1000:
        message = (
            f"“{name}” is {rounded_up(duration_ms / 60_000)} minutes long; the limit for {what} is "
            f"{limit // 60} minutes. Cut it first."
        )
        raise BadMediaError(message, reason="too_long", limit_seconds=limit)
