"""Read a DETR head: per query the classes with *no object* last, and a box in shares of the canvas.

Reads `outputs` {`logits`: [queries, classes + 1], `boxes`: [queries, 4] as centre and size in 0..1}
and `activation` (softmax unless told). DETR, conditional DETR, YOLOS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.inference.decoders.boxes import Ask, Detections, activated, best_classes
from runtime.inference.decoders.rt_detr import on_canvas

if TYPE_CHECKING:
    from runtime.inference.pictures import Seen

ROLES = ("logits", "boxes")


def read(seen: Seen, ask: Ask) -> Detections:
    """The objects of one picture."""
    activation = seen.card.postprocess.get("activation", "softmax")
    scores = activated(seen.head("logits"), activation)[:, :-1]
    rows, values, classes = best_classes(scores, ask)
    boxes = on_canvas(seen, seen.head("boxes"))[rows[: ask.limit]]
    return Detections(boxes, values[: ask.limit], classes[: ask.limit])
