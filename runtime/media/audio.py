"""Audio as samples: decoded once, resampled once per rate, kept as WAV when a node made it."""

from __future__ import annotations

import struct
import threading
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO
from weakref import WeakKeyDictionary

from runtime.contracts.limits import MAX_AUDIO_RATE_HERTZ, MAX_AUDIO_SECONDS
from runtime.contracts.values import Audio
from runtime.media.containers import damaged, decoded, open_media, sound_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

_WAV_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_WAV_FLOAT = 3
_FLOAT_BYTES = 4

_resampled: WeakKeyDictionary[Audio, dict[int, Audio]] = WeakKeyDictionary()
_lock = threading.Lock()


def read_audio(file: BinaryIO, name: str, blob: str = "", media_type: str = "audio/wav") -> Audio:
    """The sound of a file, of a video too, as mono samples at its own rate up to 48 kHz.

    `name` only appears in error sentences; `blob` is where the bytes are stored, if they are.
    Raises a 4xx `WeftError`. Damage further on is passed over, as a player does.
    """
    import numpy as np

    with open_media(file, name) as opened:
        stream = sound_of(opened, name)
        rate = min(stream.codec_context.sample_rate, MAX_AUDIO_RATE_HERTZ)
        left = MAX_AUDIO_SECONDS * rate
        parts = []
        for part in _mono(decoded(opened, stream), rate):
            parts.append(part[:left])
            left -= len(part)
            if left <= 0:
                break
    if not parts:
        raise damaged(name)
    samples = np.clip(np.nan_to_num(np.concatenate(parts)), -1, 1)
    samples.setflags(write=False)
    return Audio(samples, rate, blob, media_type)


def resampled(audio: Audio, rate: int) -> Audio:
    """The same sound at another rate; computed once for each value and rate."""
    if rate == audio.rate:
        return audio
    with _lock:
        known = _resampled.get(audio, {}).get(rate)
    if known is not None:
        return known
    made = Audio(resample(audio.samples, audio.rate, rate), rate)
    with _lock:
        return _resampled.setdefault(audio, {}).setdefault(rate, made)


def resample(samples: NDArray[np.float32], rate: int, wanted: int) -> NDArray[np.float32]:
    """Mono samples at another rate."""
    import av
    import numpy as np

    if not len(samples):
        return samples
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(samples, np.float32)[None, :], format="flt", layout="mono"
    )
    frame.sample_rate = rate
    made = np.concatenate(list(_mono([frame], wanted)))
    made.setflags(write=False)
    return made


def to_wav(audio: Audio) -> bytes:
    """32-bit float WAV, which browsers play and which loses nothing."""
    samples = audio.samples.astype("<f4").tobytes()
    size = len(samples)
    header = _WAV_HEADER.pack(
        b"RIFF", _WAV_HEADER.size - 8 + size, b"WAVE", b"fmt ", 16, _WAV_FLOAT, 1, audio.rate,
        audio.rate * _FLOAT_BYTES, _FLOAT_BYTES, 8 * _FLOAT_BYTES, b"data", size,
    )  # fmt: skip
    return header + samples


def from_wav(data: bytes, blob: str = "") -> Audio:
    """The audio of `to_wav`, bit by bit; other WAV files are decoded."""
    import numpy as np

    if len(data) >= _WAV_HEADER.size:
        fields = _WAV_HEADER.unpack_from(data)
        rate, size = int(fields[7]), min(fields[12], len(data) - _WAV_HEADER.size)
        if (*fields[4:7], fields[11]) == (16, _WAV_FLOAT, 1, b"data") and rate:
            samples = np.frombuffer(data, "<f4", size // _FLOAT_BYTES, _WAV_HEADER.size)
            return Audio(np.nan_to_num(samples.astype(np.float32)), rate, blob)
    return read_audio(BytesIO(data), "The stored sound", blob)


def _mono(frames: Iterable[Any], rate: int) -> Iterator[NDArray[np.float32]]:
    """The mean of all channels, which no loud pair of them can drive over the top."""
    import av
    import numpy as np

    resampler = av.AudioResampler(format="fltp", rate=rate)
    for frame in chain(frames, [None]):
        for piece in resampler.resample(frame):
            yield np.asarray(piece.to_ndarray().mean(axis=0), np.float32)
