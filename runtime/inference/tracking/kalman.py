"""A Kalman filter for a box that moves at a steady speed: centre, size, and how each changes.

What is not known is as large as the box is: a large object may move further between two frames. The
proportions of noise are those usual for trackers of this kind (1/20 of the size for where it is,
1/160 for its speed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.contracts.arrays import array_as_json, array_from_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    Row = NDArray[np.float64]

_PLACE_NOISE, _SPEED_NOISE = 1 / 20, 1 / 160
_LEAST_SIZE = 1e-4


class MovingBox:
    """Where a box is believed to be: `row` is centre x, centre y, width, height."""

    def __init__(self, row: Row) -> None:
        import numpy as np

        self._mean = np.concatenate([row, np.zeros(4)])
        self._spread = np.diag(self._squares(row, 2 * _PLACE_NOISE, 10 * _SPEED_NOISE))

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> MovingBox:
        """The box that `as_json` told."""
        import numpy as np

        box = cls(np.zeros(4))
        box._mean = np.asarray(array_from_json(stored["mean"]), np.float64)
        box._spread = np.asarray(array_from_json(stored["spread"]), np.float64)
        return box

    def as_json(self) -> dict[str, Any]:
        """All that is believed of it, exactly."""
        return {"mean": array_as_json(self._mean), "spread": array_as_json(self._spread)}

    @property
    def row(self) -> Row:
        """Centre and size at this moment."""
        import numpy as np

        return np.concatenate([self._mean[:2], self._mean[2:4].clip(_LEAST_SIZE)])

    def move(self, frames: int) -> None:
        """Go on for some frames without seeing it."""
        import numpy as np

        step = np.eye(8)
        step[:4, 4:] = np.eye(4) * frames
        noise = np.diag(self._squares(self.row, _PLACE_NOISE, _SPEED_NOISE)) * frames
        self._mean = step @ self._mean
        self._spread = step @ self._spread @ step.T + noise

    def see(self, row: Row) -> None:
        """Take in where it was found."""
        import numpy as np

        noise = np.diag(self._squares(self.row, _PLACE_NOISE, _SPEED_NOISE)[:4])
        gain = np.linalg.solve(self._spread[:4, :4] + noise, self._spread[:4]).T
        self._mean = self._mean + gain @ (row - self._mean[:4])
        self._spread = self._spread - gain @ self._spread[:4]

    @staticmethod
    def _squares(row: Row, place: float, speed: float) -> Row:
        """Variances of the eight parts for a box of this size."""
        import numpy as np

        size = np.tile(np.maximum(row[2:4], _LEAST_SIZE), 2)
        return np.concatenate([place * size, speed * size]) ** 2
