"""Finding objects: pictures in, named places out, for any model whose decoder is in `READERS`.

Boxes, outlines of instances and keypoints come the same way; the model's decoder decides which.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.values import Box, Concept, Keypoint, Region, Regions
from runtime.inference.decoders import (
    detr,
    end_to_end,
    rt_detr,
    rt_detr_pixels,
    yolo_pose,
    yolo_seg,
    yolo_v5,
    yolo_v8,
    yolox,
)
from runtime.inference.decoders.boxes import MAX_CANDIDATES, Ask, BoxReader, Detections
from runtime.inference.pictures import look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model, ModelManifest
    from runtime.contracts.operator import Context
    from runtime.contracts.values import Image
    from runtime.inference.model_params import DetectorParams
    from runtime.inference.pictures import Seen

READERS: dict[str, BoxReader] = {
    "detr": detr,
    "end_to_end": end_to_end,
    "rt_detr": rt_detr,
    "rt_detr_pixels": rt_detr_pixels,
    "yolo_pose": yolo_pose,
    "yolo_seg": yolo_seg,
    "yolo_v5": yolo_v5,
    "yolo_v8": yolo_v8,
    "yolox": yolox,
}
DEFAULT_OVERLAP = 0.5


@dataclass(frozen=True)
class Rivals:
    """Which of several boxes of one object stays, where the model leaves that to us."""

    overlap: float | None = None
    """Boxes that share more of their joint area are of one object; None: as the card says."""
    across_classes: bool = False
    candidates: int = MAX_CANDIDATES


AS_THE_CARD_SAYS = Rivals()


def detect(
    model: Model,
    image: Image,
    *,
    min_value: float,
    max_regions: int,
    classes: Sequence[str] = (),
    cancel: CancelToken | None = None,
) -> Regions:
    """Find objects in one picture; see `detect_all`."""
    found = detect_all(
        model, [image], min_value=min_value, max_regions=max_regions, classes=classes, cancel=cancel
    )
    return next(iter(found))


def detect_all(
    model: Model,
    images: Sequence[Image],
    *,
    min_value: float,
    max_regions: int,
    classes: Sequence[str] = (),
    rivals: Rivals = AS_THE_CARD_SAYS,
    cancel: CancelToken | None = None,
) -> Iterator[Regions]:
    """Find objects in each picture, best first, with ids r1, r2, ... in that order.

    `classes` keeps only these labels; empty keeps all.
    """
    card = model.manifest
    reader = reader_of(card)
    wanted = None
    if classes:
        wanted = frozenset(i for i, label in enumerate(card.labels) if label in classes)
    overlap = rivals.overlap
    if overlap is None:
        overlap = card.thresholds.get("overlap", DEFAULT_OVERLAP)
    ask = Ask(min_value, overlap, max_regions, wanted, rivals.across_classes, rivals.candidates)
    for seen in look(model, images, reader.ROLES, cancel=cancel):
        yield regions_of(seen, reader.read(seen, ask))


def detect_as(
    images: Sequence[Image], params: DetectorParams, context: Context
) -> Iterator[Regions]:
    """Find objects as a node with the context's model is set, telling how far it is."""
    model = context.require_model()
    found = detect_all(
        model,
        images,
        min_value=least_score(model.manifest, params.min_value, own=params.threshold == "model"),
        max_regions=params.max_regions,
        classes=params.classes,
        rivals=Rivals(params.overlap, params.across_classes, params.max_candidates),
        cancel=context.cancel,
    )
    for done, regions in enumerate(found, 1):
        yield regions
        context.progress(done, len(images))


def least_score(card: ModelManifest, least: float, *, own: bool) -> float:
    """The score that objects need: the model's own where that is asked for and told."""
    return card.thresholds.get("score", least) if own else least


def reader_of(card: ModelManifest) -> BoxReader:
    """The decoder a card names; without a name the layout of YOLOv8."""
    reader = READERS.get(card.decoder or "yolo_v8")
    if reader is None:
        message = (
            f"The model {card.title} names the decoder {card.decoder}, which finds no objects. "
            "Import it again as a detector, or choose another model."
        )
        raise OperatorFailedError(message, model=card.id)
    return reader


def regions_of(seen: Seen, found: Detections) -> Regions:
    """Objects on the canvas as places in the picture."""
    placed, labels = seen.prepared.placed, seen.card.labels
    corners = placed.to_picture(found.boxes.reshape(-1, 2, 2)).reshape(-1, 4).tolist()
    names = seen.card.postprocess.get("names") or ()
    regions = []
    for row, (left, top, right, bottom) in enumerate(corners):
        outline = found.outlines[row] if len(found.outlines) else np.zeros((0, 2), np.float32)
        points = None if found.keypoints is None else found.keypoints[row]
        regions.append(
            Region(
                id=f"r{row + 1}",
                box=Box(top=top, left=left, bottom=bottom, right=right),
                concepts=(_concept(labels, int(found.classes[row]), float(found.scores[row])),),
                polygon=tuple((float(x), float(y)) for x, y in placed.to_picture(outline)),
                keypoints=() if points is None else _keypoints(seen, points, names),
            )
        )
    return Regions(tuple(regions), seen.image.placement)


def _keypoints(
    seen: Seen, points: NDArray[np.float32], names: Sequence[str]
) -> tuple[Keypoint, ...]:
    places = seen.prepared.placed.to_picture(points[:, :2])
    return tuple(
        Keypoint(float(x), float(y), min(1.0, max(0.0, float(sure))), _name(names, number))
        for number, ((x, y), sure) in enumerate(zip(places, points[:, 2], strict=True))
    )


def _name(names: Sequence[str], number: int) -> str:
    return str(names[number]) if number < len(names) else ""


def _concept(labels: Sequence[str], which: int, score: float) -> Concept:
    name = labels[which] if which < len(labels) else f"class {which}"
    return Concept(id=name, name=name, value=min(1.0, max(0.0, score)), number=which)
