"""Read an RT-DETR or D-FINE export that ends with its own choice of boxes.

Reads `outputs` {`labels`: [rows], `boxes`: [rows, 4] as corners, `scores`: [rows]}. The boxes are
in pixels of the size told through the input that `preprocess` names `size_input`: the canvas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.inference.decoders.end_to_end import chosen

if TYPE_CHECKING:
    from runtime.inference.decoders.boxes import Ask, Detections
    from runtime.inference.pictures import Seen

ROLES = ("labels", "boxes", "scores")


def read(seen: Seen, ask: Ask) -> Detections:
    """The objects of one picture."""
    classes = np.asarray(seen.outputs["labels"]).astype(np.intp)
    return chosen(seen.head("boxes"), seen.head("scores"), classes, ask)
