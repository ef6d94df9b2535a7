"""Read an RT-DETR head: per query one score per class, and a box in shares of the canvas.

Reads `outputs` {`logits`: [queries, classes], `boxes`: [queries, 4] as centre and size in 0..1}, or
{`table`: [queries, 4 + classes]} with both, and `activation` (sigmoid unless told, none for a
table). One query may stand for several classes. RT-DETR, D-FINE, deformable DETR, RF-DETR.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.inference.decoders.boxes import Ask, Detections, activated, corners
from runtime.inference.decoders.end_to_end import chosen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from runtime.inference.pictures import Seen

ROLES = ("logits", "boxes")


def read(seen: Seen, ask: Ask) -> Detections:
    """The objects of one picture."""
    told = seen.card.postprocess.get("activation")
    if seen.has("table"):
        table = seen.head("table")
        boxes, scores = table[:, :4], activated(table[:, 4:], told)
    else:
        boxes, scores = seen.head("boxes"), activated(seen.head("logits"), told or "sigmoid")
    classes = scores.shape[1]
    queries, kinds = np.divmod(np.arange(scores.size), classes)
    return chosen(on_canvas(seen, boxes)[queries], scores.ravel(), kinds, ask)


def on_canvas(seen: Seen, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Centres and sizes in 0..1 as corners in pixels of the canvas."""
    width, height = seen.prepared.width, seen.prepared.height
    return corners(boxes) * np.array([width, height, width, height], np.float32)
