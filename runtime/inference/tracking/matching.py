"""Which track goes on with which detection: the cheapest pairs all together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORBIDDEN = 1e6
"""The cost of a pair that must not be, such as of two classes."""


@dataclass(frozen=True)
class Matches:
    """Rows paired with columns, and those left over."""

    pairs: tuple[tuple[int, int], ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]


def match(costs: NDArray[np.float64], most: float) -> Matches:
    """Pair so that the sum of costs is least, where staying alone costs `most` a pair."""
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(costs.clip(max=most)) if costs.size else ((), ())
    pairs = tuple(
        (int(row), int(column))
        for row, column in zip(rows, columns, strict=True)
        if costs[row, column] < most
    )
    paired_rows = {row for row, _ in pairs}
    paired_columns = {column for _, column in pairs}
    return Matches(
        pairs,
        tuple(row for row in range(costs.shape[0]) if row not in paired_rows),
        tuple(column for column in range(costs.shape[1]) if column not in paired_columns),
    )
