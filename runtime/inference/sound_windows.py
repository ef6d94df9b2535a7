"""Long sounds in windows that cut no word, and what was heard in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Sound = NDArray[np.float32]

QUIET_SEARCH_SECONDS = 3.0
"""How far back from a window's end a quiet moment is looked for, so that no word is cut."""
QUIET_SECONDS = 0.2
SILENCE = 1e-4
"""Sound that never gets louder holds no speech; models make words up for it."""


@dataclass(frozen=True)
class Heard:
    """What was said, and from when to when, in seconds."""

    start: float
    end: float
    text: str


def windows(samples: Sound, rate: int, seconds: float) -> Iterator[tuple[int, Sound]]:
    """The sound in pieces of at most `seconds`, each with its first sample's number.

    Cuts fall on the quietest moment near the end of a piece.
    """
    longest = max(1, round(seconds * rate))
    begin = 0
    while begin < len(samples):
        end = begin + longest
        if end < len(samples):
            end = _quiet_place(samples, begin, end, rate)
        yield begin, samples[begin:end]
        begin = end


def is_silent(samples: Sound) -> bool:
    """Whether there is nothing to hear."""
    return not len(samples) or float(np.abs(samples).max()) < SILENCE


def _quiet_place(samples: Sound, begin: int, end: int, rate: int) -> int:
    wide = max(1, round(QUIET_SECONDS * rate))
    first = max(begin + (end - begin) // 2, end - round(QUIET_SEARCH_SECONDS * rate))
    energy = np.concatenate([[0.0], np.cumsum(samples[first:end].astype(np.float64) ** 2)])
    if len(energy) <= wide:
        return end
    return first + int((energy[wide:] - energy[:-wide]).argmin()) + wide // 2
