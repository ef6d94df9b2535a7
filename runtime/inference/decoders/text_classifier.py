"""Read a classifier of texts: one score per label.

Reads `outputs` {`logits`: [classes]} and `activation` (softmax unless told, sigmoid for a single
class, which is what models that compare two texts have).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.inference.decoders.boxes import activated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from runtime.inference.text_models import Said

ROLES = ("logits",)


def read(said: Said) -> NDArray[np.float32]:
    """(texts, classes) of one batch."""
    logits = said.head("logits")
    logits = logits.reshape(len(logits), -1)
    usual = "softmax" if logits.shape[1] > 1 else "sigmoid"
    return activated(logits, said.card.postprocess.get("activation", usual))
