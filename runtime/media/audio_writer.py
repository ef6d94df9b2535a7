"""Writes sound to a file of a chosen format, as a stream."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from runtime.contracts.values import Audio

_PIECE_SECONDS = 10


@dataclass(frozen=True)
class Format:
    """How a format is written, and the rates that it can hold; empty for any."""

    container: str
    codec: str
    media_type: str
    rates: tuple[int, ...] = ()
    has_bit_rate: bool = True


FORMATS = {
    "mp3": Format("mp3", "libmp3lame", "audio/mpeg",
                  (8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)),
    "flac": Format("flac", "flac", "audio/flac", has_bit_rate=False),
    "ogg": Format("ogg", "libopus", "audio/ogg", (8000, 12_000, 16_000, 24_000, 48_000)),
}  # fmt: skip


def nearest_rate(kind: Format, rate: int) -> int:
    """The lowest rate that the format can hold and that loses nothing, else its highest."""
    return next((one for one in kind.rates if one >= rate), kind.rates[-1]) if kind.rates else rate


def write_audio(audio: Audio, kind: Format, kilobits: int, file: BinaryIO) -> None:
    """Encode samples of a rate that the format can hold."""
    import av
    import numpy as np

    with av.open(file, "w", format=kind.container) as out:
        stream: Any = out.add_stream(kind.codec, rate=audio.rate)
        stream.layout = "mono"
        if kind.has_bit_rate:
            stream.bit_rate = kilobits * 1000
        step = _PIECE_SECONDS * audio.rate
        for start in range(0, len(audio.samples), step):
            part = np.ascontiguousarray(audio.samples[None, start : start + step], np.float32)
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = audio.rate, start
            frame.time_base = Fraction(1, audio.rate)
            out.mux(stream.encode(frame))
        out.mux(stream.encode())
