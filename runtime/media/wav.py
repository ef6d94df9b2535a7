"""WAV as others send and take it: 16-bit samples out, whatever is common in."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from runtime.contracts.errors import BadMediaError
from runtime.contracts.values import Audio

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_INTEGERS, _FLOATS, _EXTENDED = 1, 3, 0xFFFE
_FULL_SCALE = 32768


def encode_wav(audio: Audio) -> bytes:
    """16-bit mono, which every endpoint takes."""
    import numpy as np

    loud = np.clip(np.rint(audio.samples * _FULL_SCALE), -_FULL_SCALE, _FULL_SCALE - 1)
    samples = loud.astype("<i2").tobytes()
    header = _HEADER.pack(
        b"RIFF", _HEADER.size - 8 + len(samples), b"WAVE", b"fmt ", 16, _INTEGERS, 1, audio.rate,
        audio.rate * 2, 2, 16, b"data", len(samples),
    )  # fmt: skip
    return header + samples


def decode_wav(data: bytes, name: str) -> Audio:
    """Mono samples. Sizes that a streaming sender did not know are cut to what came.

    Raises `BadMediaError` naming whose bytes they are.
    """
    if len(data) < 12 or data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise BadMediaError(f"{name} is no WAV sound.")
    form: tuple[int, int, int, int] | None = None
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + size]
        if kind == b"fmt " and len(body) >= 16:
            code, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", body)
            if code == _EXTENDED and len(body) >= 26:
                code = int.from_bytes(body[24:26], "little")
            form = (code, channels, rate, bits)
        elif kind == b"data" and form is not None:
            return _samples(body, form, name)
        at += 8 + size + size % 2
    raise BadMediaError(f"{name} is a WAV file without samples.")


def _samples(body: bytes, form: tuple[int, int, int, int], name: str) -> Audio:
    import numpy as np

    code, channels, rate, bits = form
    width = bits // 8
    if not 1 <= channels <= 16 or not 1000 <= rate <= 384_000 or width not in (1, 2, 3, 4, 8):
        raise BadMediaError(f"{name} is a WAV file of a form that is not read.")
    whole = body[: len(body) // (width * channels) * width * channels]
    samples = _numbers(whole, code, width)
    if samples is None:
        raise BadMediaError(f"{name} is a compressed WAV file; send 16-bit samples.")
    mono = samples.reshape(-1, channels).mean(axis=1)
    return Audio(np.ascontiguousarray(mono, np.float32), rate)


def _numbers(body: bytes, code: int, width: int) -> NDArray[np.float32] | None:
    import numpy as np

    if code == _FLOATS and width in (4, 8):
        return np.frombuffer(body, f"<f{width}").astype(np.float32)
    if code != _INTEGERS or width == 8:
        return None
    if width == 1:
        bytes_ = np.frombuffer(body, np.uint8).astype(np.float64)
        return ((bytes_ - 128) / 128).astype(np.float32)
    if width == 3:
        parts = np.frombuffer(body, np.uint8).reshape(-1, 3)
        padded = np.zeros((len(parts), 4), np.uint8)
        padded[:, 1:] = parts
        body, width = padded.tobytes(), 4
    wide = np.frombuffer(body, f"<i{width}").astype(np.float64)
    return (wide / 2.0 ** (8 * width - 1)).astype(np.float32)
