"""WAV as others take it; `audio.to_wav` is how we keep it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runtime.contracts.values import Audio

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_INTEGERS = 1
_FULL_SCALE = 32768


def encode_wav(audio: Audio) -> bytes:
    """16-bit mono, which every endpoint reads."""
    import numpy as np

    loud = np.clip(np.rint(audio.samples * _FULL_SCALE), -_FULL_SCALE, _FULL_SCALE - 1)
    samples = loud.astype("<i2").tobytes()
    header = _HEADER.pack(
        b"RIFF", _HEADER.size - 8 + len(samples), b"WAVE", b"fmt ", 16, _INTEGERS, 1, audio.rate,
        audio.rate * 2, 2, 16, b"data", len(samples),
    )  # fmt: skip
    return header + samples
