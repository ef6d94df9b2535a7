"""The log-mel spectrogram that whisper models hear.

Windows of 25 ms every 10 ms, energies in bands of the mel scale (Slaney's, of equal area), in
decibels of a kind: the logarithm to 10, no more than 8 below the loudest, brought near -1..1.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 16_000
WINDOW = 400
STEP = 160
_LINEAR_HERTZ = 200 / 3
_BREAK_HERTZ = 1000.0
_BREAK_MEL = _BREAK_HERTZ / _LINEAR_HERTZ
_LOG_STEP = np.log(6.4) / 27
_LEAST = 1e-10


def log_mel(samples: NDArray[np.float32], bands: int, seconds: float) -> NDArray[np.float32]:
    """(bands, 100 * seconds) of samples at 16 kHz, cut or filled with silence to the length."""
    length = round(seconds * RATE)
    sound = np.zeros(length, np.float32)
    sound[: min(length, len(samples))] = samples[:length]
    framed = np.pad(sound, WINDOW // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(framed, WINDOW)[::STEP][: length // STEP]
    spectrum = np.abs(np.fft.rfft(frames * _hann(), axis=1)).astype(np.float32) ** 2
    energies = mel_bands(bands) @ spectrum.T
    loud = np.log10(np.maximum(energies, _LEAST))
    loud = np.maximum(loud, loud.max() - 8)
    return np.asarray((loud + 4) / 4, np.float32)


@lru_cache(maxsize=4)
def mel_bands(bands: int) -> NDArray[np.float32]:
    """(bands, 201) weights of the frequencies of a window: overlapping triangles of equal area."""
    frequencies = np.linspace(0, RATE / 2, WINDOW // 2 + 1)
    edges = _hertz(np.linspace(0, _mel(RATE / 2), bands + 2))
    widths = np.diff(edges)
    distance = edges[:, None] - frequencies[None]
    rising = -distance[:-2] / widths[:-1, None]
    falling = distance[2:] / widths[1:, None]
    weights = np.maximum(0, np.minimum(rising, falling))
    weights *= (2 / (edges[2:] - edges[:-2]))[:, None]
    return np.asarray(weights, np.float32)


def _mel(hertz: float) -> float:
    if hertz < _BREAK_HERTZ:
        return hertz / _LINEAR_HERTZ
    return float(_BREAK_MEL + np.log(hertz / _BREAK_HERTZ) / _LOG_STEP)


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    straight = mel * _LINEAR_HERTZ
    curved = _BREAK_HERTZ * np.exp(_LOG_STEP * (mel - _BREAK_MEL))
    return np.where(mel < _BREAK_MEL, straight, curved)


@lru_cache(maxsize=1)
def _hann() -> NDArray[np.float32]:
    turn = 2 * np.pi * np.arange(WINDOW) / WINDOW
    return np.asarray(0.5 - 0.5 * np.cos(turn), np.float32)
