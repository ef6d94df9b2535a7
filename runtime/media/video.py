"""Video as a stream of pictures: decoded one after the other, never all in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from runtime.contracts.values import Image
from runtime.media.containers import damaged, decoded_packets, open_media, pictures_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from av.container import InputContainer
    from numpy.typing import NDArray

_MICROSECONDS_PER_MS = 1000
_MOST_HELD_BYTES = 32 * 1024 * 1024
POSTER_MS = 1000


@dataclass(frozen=True)
class Frame:
    """One picture of a video."""

    time_ms: int
    """From the beginning of the video."""
    image: Image


def sample_frames(
    file: BinaryIO,
    name: str,
    sample_ms: int,
    start_ms: int = 0,
    end_ms: int | None = None,
    *,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Frame]:
    """The first picture at or after each multiple of `sample_ms`, counted from `start_ms`.

    A picture is given once, also when `sample_ms` is shorter than it is shown. `name` only appears
    in error sentences; `stop` is asked between packets. Raises a 4xx `WeftError`.
    """
    with open_media(file, name) as opened:
        stream = pictures_of(opened, name)
        stream.thread_type = "AUTO"
        wanted = Wanted(float((stream.start_time or 0) * stream.time_base), start_ms)
        if start_ms:
            opened.seek(round(wanted.begin * 1e6) + start_ms * _MICROSECONDS_PER_MS)
        for number, picture in enumerate(decoded_from(opened, stream, wanted)):
            if stop():
                return
            if number == 0 and not start_ms and picture.time is not None:
                wanted.begin = picture.time  # some files claim to begin before their first picture
            time_ms = wanted.time_ms(picture.time)
            if end_ms is not None and time_ms >= end_ms:
                return
            if time_ms >= wanted.next_ms:
                wanted.next_ms += ((time_ms - wanted.next_ms) // sample_ms + 1) * sample_ms
                yield Frame(time_ms, Image(upright_pixels(picture)))


@dataclass
class Wanted:
    """Which picture is looked for next."""

    begin: float
    """When the stream begins, in seconds."""
    next_ms: int

    def time_ms(self, seconds: float | None) -> int:
        """A time of the stream in milliseconds from its beginning."""
        return round((seconds - self.begin) * 1000) if seconds is not None else 0


def decoded_from(opened: InputContainer, stream: Any, wanted: Wanted) -> Iterator[Any]:
    """The pictures of a stream; stretches that end before the wanted one are not decoded.

    Packets are held back until one is as late as what is wanted. When a key picture comes first,
    nothing before it is needed, and what was held is dropped.
    """
    held: list[Any] = []
    held_bytes = 0

    def packets() -> Iterator[Any]:
        nonlocal held_bytes
        for packet in opened.demux(stream):
            time_ms = None
            if packet.pts is not None:
                time_ms = wanted.time_ms(float(packet.pts * packet.time_base))
            if held and packet.is_keyframe and time_ms is not None and time_ms <= wanted.next_ms:
                held.clear()
                held_bytes = 0
                stream.codec_context.flush_buffers()
            held.append(packet)
            held_bytes += packet.size
            if time_ms is None or time_ms >= wanted.next_ms or held_bytes > _MOST_HELD_BYTES:
                yield from held
                held.clear()
                held_bytes = 0

    return decoded_packets(packets())


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
