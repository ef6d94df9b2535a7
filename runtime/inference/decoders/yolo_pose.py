"""Read a YOLO head with keypoints: boxes as YOLOv8 has them, each followed by its points.

Reads `outputs` {`boxes` or `table`: [4 + classes + count * dims, anchors]}, `activation` of the
class scores, and `keypoints` [count, dims]: dims 2 for x and y, 3 with how sure each point is.
`names`, when told, names the points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.inference.decoders.boxes import Ask, Detections, activated, corners, distinct, table_of

if TYPE_CHECKING:
    from runtime.inference.pictures import Seen

ROLES = ("boxes",)


def read(seen: Seen, ask: Ask) -> Detections:
    """The objects of one picture, with their points."""
    count, dims = (int(value) for value in seen.card.postprocess["keypoints"])
    extra = count * dims
    table = table_of(seen, 4, extra=extra)
    scores = activated(table[:, 4:-extra], seen.card.postprocess.get("activation"))
    found, rows = distinct(corners(table), scores, ask)
    points = table[rows, -extra:].reshape(-1, count, dims)
    if dims == 2:
        points = np.concatenate([points, np.ones((*points.shape[:2], 1), np.float32)], axis=2)
    return Detections(found.boxes, found.scores, found.classes, keypoints=points)
