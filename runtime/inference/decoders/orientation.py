"""Read the line classifier: is this line upright or upside down, and how sure is that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TURNED = 1
"""The column of the output that means 180 degrees."""


def decode(output: NDArray[np.generic]) -> NDArray[np.float32]:
    """(lines, 2) probabilities as the probability, per line, that it is upside down."""
    return np.asarray(output, np.float32)[:, TURNED]


def page_is_turned(turned: NDArray[np.float32], weights: NDArray[np.float32]) -> bool:
    """The vote of one picture's lines, long ones counting more.

    Few pictures are upside down, so a lone line has to be 0.9 sure; the more lines vote, the nearer
    the mark comes to 0.6. Measured on plate crops: fewer are turned wrongly than by a majority.
    """
    mark = 0.6 + 0.3 / max(1, len(turned))
    return float(((turned - mark) * weights).sum()) > 0
