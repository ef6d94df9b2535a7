"""Read a recogniser's output greedily: best class per step, repeats joined, blanks dropped."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLANK = 0


@lru_cache(maxsize=8)
def alphabet(dictionary: str) -> tuple[str, ...]:
    """Class number -> character: blank, the dictionary's lines, then the space."""
    return ("", *dictionary.split("\n"), " ")


def decode(output: NDArray[np.generic], characters: tuple[str, ...]) -> list[tuple[str, float]]:
    """(lines, steps, classes) probabilities as text with the mean score of its characters."""
    probabilities = np.asarray(output)
    best = probabilities.argmax(axis=2)
    scores = np.take_along_axis(probabilities, best[:, :, None], axis=2)[:, :, 0]
    keep = best != BLANK
    keep[:, 1:] &= best[:, 1:] != best[:, :-1]
    lines = []
    for row, score, mask in zip(best, scores, keep, strict=True):
        text = "".join(characters[number] for number in row[mask])
        mean = float(score[mask].mean()) if text else 0.0
        lines.append((text, mean))
    return lines
