"""Object detection: pictures in, named boxes out, for any model of the task `detect`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.contracts.values import Box, Concept, Region, Regions
from runtime.inference.decoders import yolo_v8
from runtime.inference.preprocess import PAD_GREY, fit, to_tensor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.model import CancelToken, Model
    from runtime.contracts.values import Image

DEFAULT_LONGEST_SIDE = 640
DEFAULT_STRIDE = 32
DEFAULT_OVERLAP = 0.5


def detect(
    model: Model,
    image: Image,
    *,
    min_value: float,
    max_regions: int,
    classes: Sequence[str] = (),
    cancel: CancelToken | None = None,
) -> Regions:
    """Find objects in one picture, best first, with ids r1, r2, ... in that order.

    `classes` keeps only these labels; empty keeps all.
    """
    card = model.manifest
    wanted = None
    if classes:
        wanted = frozenset(i for i, label in enumerate(card.labels) if label in classes)
    longest = int(card.preprocess.get("longest", DEFAULT_LONGEST_SIDE))
    stride = int(card.preprocess.get("stride", DEFAULT_STRIDE))
    scale = longest / max(image.width, image.height)
    canvas, placed = fit(image.pixels, scale, stride, colour=PAD_GREY)
    tensor = to_tensor(canvas, 0.0, 1.0)[None]
    outputs = model.run({str(card.preprocess.get("input", "images")): tensor}, cancel)
    found = yolo_v8.decode(
        outputs[0][0],
        min_score=min_value,
        overlap=card.thresholds.get("overlap", DEFAULT_OVERLAP),
        limit=max_regions,
        wanted=wanted,
    )
    corners = placed.to_picture(found.boxes.reshape(-1, 2, 2)).reshape(-1, 4)
    rows = zip(corners.tolist(), found.scores.tolist(), found.classes.tolist(), strict=True)
    return Regions(
        tuple(
            Region(
                id=f"r{number}",
                box=Box(top=top, left=left, bottom=bottom, right=right),
                concepts=(_concept(card.labels, which, score),),
            )
            for number, ((left, top, right, bottom), score, which) in enumerate(rows, 1)
        )
    )


def _concept(labels: Sequence[str], which: int, score: float) -> Concept:
    name = labels[which] if which < len(labels) else f"class {which}"
    return Concept(id=name, name=name, value=min(1.0, max(0.0, score)))
