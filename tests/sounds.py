"""Small real sounds: spoken by the speech engine, or made of numbers."""

from __future__ import annotations

from functools import cache

import numpy as np

from runtime.contracts.values import Audio
from runtime.inference import espeak


@cache
def spoken(text: str, voice: str = "en-us", speed: int = 140) -> Audio:
    return espeak.speak(text, espeak.Voice(voice, speed))


def silence(seconds: float, rate: int = 22_050) -> Audio:
    return Audio(np.zeros(round(seconds * rate), np.float32), rate)


def tone(seconds: float, hertz: float = 440, rate: int = 22_050) -> Audio:
    times = np.arange(round(seconds * rate)) / rate
    return Audio(np.asarray(0.5 * np.sin(2 * np.pi * hertz * times), np.float32), rate)


def joined(*parts: Audio) -> Audio:
    assert len({part.rate for part in parts}) == 1
    return Audio(np.concatenate([part.samples for part in parts]), parts[0].rate)
