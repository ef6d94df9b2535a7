"""Read a classifier: one score per label.

Reads `outputs` {`logits`: [classes]} and `activation` (none unless told). A model with one output
per class only; labels that the card lacks are called `class 7`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.values import Concept
from runtime.inference.decoders.boxes import activated

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from runtime.inference.pictures import Seen

ROLES = ("logits",)


def read(
    seen: Seen, *, min_value: float, limit: int, classes: Collection[str] = ()
) -> tuple[Concept, ...]:
    """The classes of one picture, best first."""
    scores = activated(seen.head("logits").ravel(), seen.card.postprocess.get("activation"))
    return best(scores, seen.card.labels, min_value=min_value, limit=limit, classes=classes)


def best(
    scores: NDArray[np.float32],
    labels: Sequence[str],
    *,
    min_value: float,
    limit: int,
    classes: Collection[str] = (),
) -> tuple[Concept, ...]:
    """The `limit` best scores of at least `min_value`, as concepts."""
    found: list[Concept] = []
    for which in np.argsort(-scores, kind="stable"):
        value = min(1.0, max(0.0, float(scores[which])))
        name = labels[which] if which < len(labels) else f"class {which}"
        if value < min_value or len(found) == limit:
            break
        if not classes or name in classes:
            found.append(Concept(name, name, value, int(which)))
    return tuple(found)
