"""Writes pictures to an MP4 that browsers play: H.264, its index in front, with sound or without.

Pictures go to the encoder one by one, and the file to disk, so a long video takes no more memory.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from runtime.contracts.limits import MAX_VIDEO_SIDE_PIXELS

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.values import Audio, Image

MEDIA_TYPE = "video/mp4"
MIN_SIDE_PIXELS = 16
_LEAN = {"preset": "veryfast", "rc-lookahead": "10", "bframes": "0", "threads": "2"}
"""What x264 keeps back of pictures is most of the memory that a video takes here."""
_CLOCK_HERTZ = 90_000
"""How finely times are written: every usual speed divides it."""
_SOUND_RATES = (8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)


def encoded_size(width: int, height: int) -> tuple[int, int]:
    """The picture's size as it can be encoded: even, and neither too large nor too small."""
    ratio = min(1.0, MAX_VIDEO_SIDE_PIXELS / max(width, height))
    return _even(width * ratio), _even(height * ratio)


class VideoWriter:
    """Use as a context manager; the file is whole when the block ends."""

    def __init__(
        self, path: Path, size: tuple[int, int], fps: float, quality: int, sound: Audio | None
    ) -> None:
        import av

        self._size = size
        self._file: Any = av.open(str(path), "w", format="mp4", options={"movflags": "faststart"})
        rate = Fraction(fps).limit_denominator(1000)
        self._pictures: Any = self._file.add_stream(
            "libx264", rate=rate, options={**_LEAN, "crf": str(quality)}
        )
        self._pictures.width, self._pictures.height = size
        self._pictures.pix_fmt = "yuv420p"
        self._pictures.codec_context.time_base = Fraction(1, _CLOCK_HERTZ)
        self._end_ms = 0.0
        self._shown: dict[int, int] = {}
        """When each picture comes that is not written yet, and for how long."""
        self._sound = _Sound(self._file, sound) if sound is not None else None

    def add(self, image: Image, milliseconds: float) -> None:
        """The next picture and how long it is shown.

        One of another size is fitted in, with bars where it does not fill.
        """
        import av

        frame = av.VideoFrame.from_ndarray(fitted(image.pixels, self._size), format="rgb24")
        frame.time_base = Fraction(1, _CLOCK_HERTZ)
        frame.pts = self._ticks()
        self._end_ms += milliseconds
        self._shown[frame.pts] = self._ticks() - frame.pts
        self._write(self._pictures.encode(frame))
        if self._sound is not None:
            self._sound.write_until(self._end_ms / 1000)

    @property
    def duration_ms(self) -> int:
        """How long it plays so far."""
        return round(self._end_ms)

    def _write(self, packets: Any) -> None:
        """The encoder forgets how long a picture is shown; without it the last one is cut short."""
        for packet in packets:
            packet.duration = self._shown.pop(packet.pts, packet.duration)
            self._file.mux(packet)

    def _ticks(self) -> int:
        return round(self._end_ms * _CLOCK_HERTZ / 1000)

    def __enter__(self) -> VideoWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._write(self._pictures.encode())
                if self._sound is not None:
                    self._sound.finish()
        finally:
            self._file.close()


class _Sound:
    """The sound track, written beside the pictures and cut where they end."""

    def __init__(self, file: Any, audio: Audio) -> None:
        from runtime.media.audio import resampled

        rate = audio.rate if audio.rate in _SOUND_RATES else 48_000
        self._samples = resampled(audio, rate).samples
        self._rate = rate
        self._file = file
        self._stream: Any = file.add_stream("aac", rate=rate)
        self._stream.layout = "mono"
        self._written = 0

    def write_until(self, seconds: float) -> None:
        """Encode what is heard before that time."""
        import av
        import numpy as np

        end = min(round(seconds * self._rate), len(self._samples))
        if end <= self._written:
            return
        part = np.ascontiguousarray(self._samples[None, self._written : end])
        frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="mono")
        frame.sample_rate, frame.pts = self._rate, self._written
        frame.time_base = Fraction(1, self._rate)
        self._file.mux(self._stream.encode(frame))
        self._written = end

    def finish(self) -> None:
        """Encode what the encoder holds back."""
        self._file.mux(self._stream.encode())


def fitted(pixels: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """The picture scaled into a frame of that size, centred on black."""
    import cv2
    import numpy as np

    width, height = size
    if pixels.shape[:2] == (height, width):
        return pixels
    ratio = min(width / pixels.shape[1], height / pixels.shape[0])
    inner = (
        min(width, max(1, round(pixels.shape[1] * ratio))),
        min(height, max(1, round(pixels.shape[0] * ratio))),
    )
    if abs(inner[0] - width) <= 1 and abs(inner[1] - height) <= 1:
        inner = size  # an odd side that grew by one pixel gets no bar
    how = cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR
    small = cv2.resize(pixels, inner, interpolation=how)
    frame = np.zeros((height, width, 3), np.uint8)
    left, top = (width - inner[0]) // 2, (height - inner[1]) // 2
    frame[top : top + inner[1], left : left + inner[0]] = small
    return frame


def _even(side: float) -> int:
    return max(MIN_SIDE_PIXELS, round(side) + round(side) % 2)
