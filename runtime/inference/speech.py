"""Finds speech in sound with the model `silero-vad`, piece after piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model

RATE = 16_000
PIECE = 512
"""Samples that one score stands for: 32 ms."""
_BEFORE = 64
"""Samples of the piece before that the model looks back on."""
_STATE = (2, 1, 128)


def scores(
    model: Model,
    samples: NDArray[np.float32],
    cancel: CancelToken | None = None,
    progress: Callable[[float], None] | None = None,
) -> NDArray[np.float32]:
    """How surely each piece is speech, 0..1; samples are mono at `RATE`."""
    count = -(-len(samples) // PIECE)
    padded = np.zeros(_BEFORE + count * PIECE, np.float32)
    padded[_BEFORE : _BEFORE + len(samples)] = samples
    state = np.zeros(_STATE, np.float32)
    rate = np.array(RATE, np.int64)
    found = np.zeros(count, np.float32)
    for piece in range(count):
        start = piece * PIECE
        feeds: dict[str, NDArray[Any]] = {
            "input": padded[None, start : start + _BEFORE + PIECE],
            "state": state,
            "sr": rate,
        }
        score, after = model.run(feeds, cancel)[:2]
        found[piece], state = np.asarray(score, np.float32)[0, 0], np.asarray(after, np.float32)
        if progress is not None and piece % 256 == 0:
            progress(piece / count)
    return found
