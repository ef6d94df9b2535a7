"""Video as a stream of pictures: decoded one after the other, never all in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from runtime.contracts.values import Image
from runtime.media.containers import damaged, decoded, open_media, pictures_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

_MICROSECONDS_PER_MS = 1000
POSTER_MS = 1000


@dataclass(frozen=True)
class Frame:
    """One picture of a video."""

    time_ms: int
    """From the beginning of the video."""
    image: Image


def sample_frames(
    file: BinaryIO, name: str, sample_ms: int, start_ms: int = 0, end_ms: int | None = None
) -> Iterator[Frame]:
    """The first picture at or after each multiple of `sample_ms`, counted from `start_ms`.

    A picture is given once, also when `sample_ms` is shorter than it is shown. `name` only appears
    in error sentences. Raises a 4xx `WeftError`.
    """
    with open_media(file, name) as opened:
        stream = pictures_of(opened, name)
        begin = float((stream.start_time or 0) * stream.time_base)
        if start_ms:
            opened.seek(round(begin * 1e6) + start_ms * _MICROSECONDS_PER_MS)
        wanted_ms = start_ms
        for picture in decoded(opened, stream):
            time_ms = round((picture.time - begin) * 1000) if picture.time is not None else 0
            if end_ms is not None and time_ms >= end_ms:
                return
            if time_ms < wanted_ms:
                continue
            wanted_ms += ((time_ms - wanted_ms) // sample_ms + 1) * sample_ms
            yield Frame(time_ms, Image(upright_pixels(picture)))


def poster(file: BinaryIO, name: str) -> Image:
    """A picture that stands for the video: from its first second's end, or its first one."""
    first: Image | None = None
    for frame in sample_frames(file, name, POSTER_MS):
        first = frame.image if first is None or frame.time_ms >= POSTER_MS else first
        if frame.time_ms >= POSTER_MS:
            break
    if first is None:
        raise damaged(name)
    return first


def upright_pixels(picture: Any) -> NDArray[np.uint8]:
    """RGB, turned as a player shows it, read-only."""
    import numpy as np

    pixels = picture.to_ndarray(format="rgb24")
    turns = round(picture.rotation / 90) % 4
    if turns:
        pixels = np.ascontiguousarray(np.rot90(pixels, turns))
    pixels.setflags(write=False)
    return np.asarray(pixels, np.uint8)
