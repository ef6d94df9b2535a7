"""Read a YOLOv5 or v7 head: per anchor a centre, a size, how surely an object, then the classes.

Reads `outputs` {`boxes` or `table`: [anchors, 5 + classes] in pixels} and `activation` of the
object and class scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.inference.decoders.boxes import Ask, Detections, activated, corners, distinct, table_of

if TYPE_CHECKING:
    from runtime.inference.pictures import Seen

ROLES = ("boxes",)


def read(seen: Seen, ask: Ask) -> Detections:
    """The objects of one picture."""
    table = table_of(seen, 5)
    sure = activated(table[:, 4:], seen.card.postprocess.get("activation"))
    return distinct(corners(table), sure[:, 1:] * sure[:, :1], ask)[0]
