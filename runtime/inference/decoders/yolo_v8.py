"""Read a YOLOv8 head: per anchor a centre, a size and one score per class.

Reads `outputs` {`boxes` or `table`: [4 + classes, anchors] or turned} and `activation` of the class
scores. The same layout serves YOLOv9 and v11.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.inference.decoders.boxes import Ask, Detections, activated, corners, distinct, table_of

if TYPE_CHECKING:
    from runtime.inference.pictures import Seen

ROLES = ("boxes",)


def read(seen: Seen, ask: Ask) -> Detections:
    """The objects of one picture."""
    table = table_of(seen, 4)
    scores = activated(table[:, 4:], seen.card.postprocess.get("activation"))
    return distinct(corners(table), scores, ask)[0]
