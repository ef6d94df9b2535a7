"""Read a YOLO head with masks: boxes as YOLOv8 has them, each with weights of shared prototypes.

Reads `outputs` {`boxes` or `table`: [4 + classes + prototypes, anchors], `prototypes`: [prototypes,
height, width] over the whole canvas} and `activation` of the class scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from runtime.inference.decoders.boxes import Ask, Detections, activated, corners, distinct, table_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from runtime.inference.pictures import Seen

ROLES = ("boxes", "prototypes")
_ROUNDING = 0.75
"""How far, in pixels of the canvas, an outline may leave the mask's edge."""


def read(seen: Seen, ask: Ask) -> Detections:
    """The objects of one picture, with their outlines."""
    prototypes = seen.head("prototypes")
    count = len(prototypes)
    table = table_of(seen, 4, extra=count)
    scores = activated(table[:, 4:-count], seen.card.postprocess.get("activation"))
    found, rows = distinct(corners(table), scores, ask)
    masks = np.tensordot(table[rows, -count:], prototypes, axes=1)
    width, height = seen.prepared.width, seen.prepared.height
    outlines = [
        outline(mask, box, (width, height))
        for mask, box in zip(masks, found.boxes, strict=True)
    ]  # fmt: skip
    return Detections(found.boxes, found.scores, found.classes, outlines)


def outline(
    mask: NDArray[np.float32], box: NDArray[np.float32], canvas: tuple[int, int]
) -> NDArray[np.float32]:
    """The edge of the largest piece of a mask (positive inside) within its box, on the canvas."""
    left, top = (int(max(0, np.floor(value))) for value in box[:2])
    right = int(min(canvas[0], np.ceil(box[2])))
    bottom = int(min(canvas[1], np.ceil(box[3])))
    if right <= left or bottom <= top:
        return np.zeros((0, 2), np.float32)
    across, down = mask.shape[1] / canvas[0], mask.shape[0] / canvas[1]
    matrix = np.array([[across, 0, (left + 0.5) * across - 0.5],
                       [0, down, (top + 0.5) * down - 0.5]], np.float32)  # fmt: skip
    inside = cv2.warpAffine(
        mask, matrix, (right - left, bottom - top),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE,
    ) > 0  # fmt: skip
    edges, _ = cv2.findContours(inside.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not edges:
        return np.zeros((0, 2), np.float32)
    longest = max(edges, key=cv2.contourArea)
    rounded = cv2.approxPolyDP(longest, _ROUNDING, closed=True)[:, 0].astype(np.float32)
    return np.asarray(rounded + np.array([left + 0.5, top + 0.5], np.float32), np.float32)
