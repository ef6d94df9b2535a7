"""Means and spreads that follow a stream of embeddings; each in one of three ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from runtime.contracts.arrays import array_as_json, array_from_json
from runtime.contracts.errors import OperatorFailedError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.values import Embeddings

    Vector = NDArray[np.float64]

Weighing = Literal["recent more", "all alike", "last ones"]


def unit_vector(embeddings: Embeddings) -> Vector:
    """The mean of the vectors with length 1; zeros stay zeros. Raises `OperatorFailedError`."""
    import numpy as np

    if not embeddings.vectors:
        message = "The embedding has no vector. Wire one that was made of something."
        raise OperatorFailedError(message, port="embeddings")
    mean = np.array(embeddings.vectors, np.float64).mean(axis=0)
    length = np.linalg.norm(mean)
    return np.asarray(mean / length if length else mean, np.float64)


def same_length(vector: Vector, before: Vector | None) -> None:
    """Raises `OperatorFailedError` when another model made those before."""
    if before is not None and vector.shape[-1] != before.shape[-1]:
        message = (
            f"This embedding has {vector.shape[-1]} numbers, those before had {before.shape[-1]}. "
            "Make all with the same model."
        )
        raise OperatorFailedError(message, port="embeddings")


@dataclass
class Running:
    """The mean and the standard deviation of what came so far."""

    mean: Vector | None = None
    std: Vector | None = None
    squares: Vector | None = None
    """The variance, or the sum of squared distances where all count alike."""
    window: Vector | None = None
    """The last ones but the very first, one a row."""

    def add(
        self, value: Vector, weighing: Weighing, count: int, *, share: float, length: int
    ) -> None:
        """One more, the `count`-th; `share` is the weight of the newest, `length` the window's."""
        import numpy as np

        if self.mean is None or self.squares is None:
            self.mean, self.std, self.squares = value, np.zeros_like(value), np.zeros_like(value)
            return
        if weighing == "last ones":
            before = [] if self.window is None else list(self.window)
            self.window = np.array([*before, value][-length:])
            self.mean, self.std = self.window.mean(axis=0), self.window.std(axis=0)
            return
        far = value - self.mean
        if weighing == "all alike":
            self.mean = self.mean + far / count
            self.squares = self.squares + far * (value - self.mean)
            self.std = np.sqrt(self.squares / (count - 1))
        else:
            self.mean = self.mean + share * far
            self.squares = (1 - share) * self.squares + share * (value - self.mean) ** 2
            self.std = np.sqrt(self.squares)

    def as_json(self) -> dict[str, Any]:
        """For the next call of a session."""
        return {
            name: None if array is None else array_as_json(array)
            for name, array in vars(self).items()
        }

    def from_json(self, stored: dict[str, Any]) -> None:
        """Go on."""
        for name, array in stored.items():
            setattr(self, name, None if array is None else array_from_json(array))
