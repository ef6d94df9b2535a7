"""Which members of a group the others agree with most (TextRank over a table of likeness)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DAMPING = 0.85
_ROUNDS = 100
_STEADY = 1e-8


def weights(likeness: NDArray[np.floating]) -> NDArray[np.float64]:
    """A weight per member, adding up to 1; `likeness` is square, and what is below 0 counts as 0.

    Each member hands its weight on to the others in proportion to their likeness, over and over.
    """
    links = np.clip(np.asarray(likeness, np.float64), 0, None)
    np.fill_diagonal(links, 0)
    count = len(links)
    given = links.sum(axis=1, keepdims=True)
    moves = np.where(given > 0, links / np.where(given > 0, given, 1), 1 / count)
    found = np.full(count, 1 / count)
    for _ in range(_ROUNDS):
        following = (1 - _DAMPING) / count + _DAMPING * (found @ moves)
        if np.abs(following - found).max() < _STEADY:
            return following
        found = following
    return found
