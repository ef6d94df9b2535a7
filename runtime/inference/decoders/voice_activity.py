"""Where somebody speaks, from how surely each piece of 32 ms is speech."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LETS_GO = 0.15
"""Speech goes on until the score falls this far under the score that began it."""


@dataclass(frozen=True)
class Span:
    """A stretch of speech in seconds, and the mean score within."""

    start: float
    end: float
    score: float


def spans(
    scores: NDArray[np.float32],
    seconds: float,
    *,
    piece: float,
    threshold: float,
    merge: float,
    shortest: float,
    margin: float,
) -> list[Span]:
    """Stretches in order; all in seconds.

    `piece` is what one score stands for, gaps under `merge` are closed, what is shorter than
    `shortest` is dropped, and `margin` is added at both ends.
    """
    found: list[list[int]] = []
    speaks = False
    for place, score in enumerate(scores):
        if not speaks and score >= threshold:
            speaks = True
            if not found or (place - found[-1][1]) * piece >= merge:
                found.append([place, place + 1])
        elif speaks and score < threshold - _LETS_GO:
            speaks = False
        if speaks:
            found[-1][1] = place + 1
    long_enough = [item for item in found if (item[1] - item[0]) * piece >= shortest]
    answers: list[Span] = []
    for first, last in long_enough:
        start, end = max(0.0, first * piece - margin), min(seconds, last * piece + margin)
        if answers:
            start = max(start, answers[-1].end)
        answers.append(Span(start, end, float(scores[first:last].mean())))
    return answers
