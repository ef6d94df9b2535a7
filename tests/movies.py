"""Tiny video and audio files with known content, made by the tests that use them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import av
import numpy as np

VIDEO_CODECS = {"mp4": "libx264", "mov": "libx264", "webm": "libvpx", "matroska": "libx264",
                "avi": "mpeg4", "asf": "msmpeg4v3"}  # fmt: skip
AUDIO_CODECS = {"wav": "pcm_s16le", "mp3": "libmp3lame", "flac": "flac", "ogg": "libopus",
                "ipod": "aac", "adts": "aac", "webm": "libopus"}  # fmt: skip


def grey_of(index: int) -> int:
    """How bright the frame of this number is."""
    return 20 + index * 5 % 220


def movie(
    frames: int = 30, fps: int = 10, size: tuple[int, int] = (64, 48), form: str = "mp4",
    *, codec: str | None = None, turned: int = 0, picture=None, tone: float | None = None,
    options: dict[str, str] | None = None,
) -> bytes:  # fmt: skip
    """A video whose frame `i` is all `grey_of(i)`, or what `picture(i)` answers."""
    width, height = size
    out = BytesIO()
    with av.open(out, "w", format=form) as file:
        stream: Any = file.add_stream(codec or VIDEO_CODECS[form], rate=fps, options=options)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        if turned:
            stream.set_display_rotation(turned)
        sound = None
        if tone is not None:
            sound = file.add_stream("aac", rate=48_000)
            sound.layout = "mono"
        for index in range(frames):
            if picture is None:
                pixels = np.full((height, width, 3), grey_of(index), np.uint8)
            else:
                pixels = picture(index)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            file.mux(stream.encode(frame))
        file.mux(stream.encode())
        if sound is not None:
            _write_sound(file, sound, sine(tone or 0, frames / fps, 48_000), 48_000)
    return out.getvalue()


def sine(hertz: float, seconds: float, rate: int = 48_000) -> np.ndarray:
    """A tone at half of full loudness."""
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(
        np.float32
    )


def song(
    form: str = "mp3", hertz: float = 440, seconds: float = 1.0, rate: int = 48_000,
    codec: str | None = None, layout: str = "mono", samples: np.ndarray | None = None,
) -> bytes:  # fmt: skip
    """A tone as a file of a format."""
    out = BytesIO()
    if samples is None:
        samples = sine(hertz, seconds, rate)
    with av.open(out, "w", format=form) as file:
        stream: Any = file.add_stream(codec or AUDIO_CODECS[form], rate=rate)
        stream.layout = layout
        _write_sound(file, stream, samples, rate, layout)
    return out.getvalue()


def pitch(samples: np.ndarray, rate: int) -> float:
    """The loudest frequency, in hertz."""
    loudness = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(loudness) * rate / len(samples))


def _write_sound(file, stream, samples: np.ndarray, rate: int, layout: str = "mono") -> None:
    channels = 2 if layout == "stereo" else 1
    data = np.repeat(samples[None, :], channels, axis=0)
    frame = av.AudioFrame.from_ndarray(data, format="fltp", layout=layout)
    frame.sample_rate = rate
    file.mux(stream.encode(frame))
    file.mux(stream.encode())
