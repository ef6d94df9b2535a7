"""Read an embedder of pictures: one vector, or one per patch to be pooled.

Reads `outputs` {`embedding`: [size], [patches, size] or [size, height, width]}, `pooling` of the
patches (`cls` takes the first, `mean` their mean, the default) and `normalise` to unit length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from runtime.inference.pictures import Seen

ROLES = ("embedding",)


def read(seen: Seen) -> NDArray[np.float32]:
    """The vector of one picture."""
    told = seen.card.postprocess
    vector = seen.head("embedding")
    if vector.ndim == 3:
        vector = vector.mean(axis=(1, 2))
    if vector.ndim == 2:
        vector = vector[0] if told.get("pooling") == "cls" else vector.mean(axis=0)
    return unit(vector) if told.get("normalise") else vector


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Vectors of length 1, along the last axis; a zero vector stays what it is."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)
