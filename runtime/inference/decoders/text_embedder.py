"""Read a text embedder: one vector per text, or one per token to be pooled.

Reads `outputs` {`embedding`: [size] or [tokens, size]}, `pooling` of tokens (`mean` of those that
are no padding, the default, `cls` for the first, `none` when the graph has pooled) and `normalise`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.inference.decoders.image_embedder import unit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray

ROLES = ("embedding",)


def read(
    output: NDArray[np.generic], mask: NDArray[np.int64], told: Mapping[str, Any]
) -> NDArray[np.float32]:
    """(texts, size) of one batch; `mask` is 1 where a token stands."""
    vectors = np.asarray(output, np.float32)
    if vectors.ndim == 3:
        if told.get("pooling", "mean") == "cls":
            vectors = vectors[:, 0]
        else:
            weights = mask[:, :, None].astype(np.float32)
            vectors = (vectors * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
    return unit(vectors) if told.get("normalise") else np.asarray(vectors, np.float32)
