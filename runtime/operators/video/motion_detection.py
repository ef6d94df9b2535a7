"""Tells when something moves in front of a still camera, and where.

Learns along the video what the background looks like (see *Background subtraction*); shapes that
differ and are large enough are regions. *motion* is yes in every frame with one, *alarm* only in
the first after stillness. With a zone, corners as `[x, y]` in pixels, only motion within it counts.
The first frames give nothing, until the background is known.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Box, Concept, Image, List, Region, Regions
from runtime.media.background import Background
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Outline = NDArray[np.int32]


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The frames of a video, in order."})


@dataclass(frozen=True)
class Outputs:
    motion: Boolean = field(metadata={"help": "Whether anything moves in this frame."})
    alarm: Boolean = field(metadata={"help": "Whether motion begins in this frame."})
    regions: Regions = field(metadata={"help": "What moves."})
    zones: List = field(metadata={"help": "The outline of each, as points in pixels."})


def _corners(given: Any) -> Any:
    """Corners, also as JSON in a string, or nothing at all."""
    if isinstance(given, str):
        try:
            given = json.loads(given) if given.strip() else []
        except ValueError as error:
            message = "The zone is not JSON; write corners as [[x, y], [x, y], [x, y]]."
            raise ValueError(message) from error
    return [] if given is None else given


class Params(OperatorParams):
    minimum_contour_area: int = Field(
        title="Smallest area", default=200, ge=1, description="Smaller shapes are left out, pixels."
    )
    morphological_kernel_size: int = Field(
        title="Specks up to",
        default=3,
        ge=1,
        le=255,
        description="Specks up to this size are wiped away.",
        json_schema_extra={"widget": "pixels"},
    )
    threshold: int = Field(
        default=16,
        ge=1,
        le=1_000_000,
        description="How far a pixel has to be off, in squared deviations; lower sees more.",
    )
    history: int = Field(
        default=30,
        ge=1,
        le=1_000_000,
        description="Over how many frames the background is learned.",
    )
    detection_zone: Annotated[list[tuple[float, float]], BeforeValidator(_corners)] = Field(
        title="Zone",
        default_factory=list,
        max_length=200,
        description="Corners as [x, y] in pixels of where motion counts; empty for everywhere.",
    )
    suppress_first_detections: bool = Field(
        title="Wait first",
        default=True,
        description="Whether the first frames, as many as are learned from, tell nothing.",
    )


@operator(
    "motion-detection",
    title="Motion detection",
    group="Video",
    icon="activity",
    blocks=(
        Block(
            "roboflow_core/motion_detection@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "minimum_contour_area": Setting("minimum_contour_area"),
                "morphological_kernel_size": Setting("morphological_kernel_size"),
                "threshold": Setting("threshold"),
                "history": Setting("history"),
                "detection_zone": Setting("detection_zone", kinds=("zone", "list_of_values")),
                "suppress_first_detections": Setting("suppress_first_detections"),
            },
            outputs={
                "motion": "motion",
                "alarm": "alarm",
                "detections": Out("regions", ("object_detection_prediction",)),
                "motion_zones": Out("zones", ("list_of_values",)),
            },
        ),
    ),
    keeps_state=True,
    heavy=True,
    summary="over {minimum_contour_area} pixels",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    numbered = list(enumerate(batch))
    return per_picture(
        numbered, context, lambda item: _outputs(item[1].image, item[0], params, context)
    )


_LEAST_CORNERS = 3
_STRAY_SHARE = 0.01
"""Of its length, how far a told outline may stray from what was seen."""


def _outputs(image: Image, index: int, params: Params, context: Context) -> Outputs:
    background = context.of_stream(context.place(index), Background)
    waits = params.suppress_first_detections and background.frames < params.history
    mask = background.foreground(image.pixels, params.history, params.threshold)
    if waits:
        nothing = Regions(placement=image.placement)
        return Outputs(Boolean(value=False), Boolean(value=False), nothing, List())
    moving = _moving(mask, params)
    alarm, background.moved = bool(moving) and not background.moved, bool(moving)
    simple = [outline for outline in map(_simple, moving) if len(outline) >= _LEAST_CORNERS]
    items = tuple(_region(number, outline, image) for number, outline in enumerate(simple, 1))
    zones = tuple(outline.reshape(-1, 2).tolist() for outline in simple)
    return Outputs(
        Boolean(bool(moving)), Boolean(alarm), Regions(items, image.placement), List(zones)
    )


def _moving(mask: NDArray[np.uint8], params: Params) -> list[Outline]:
    """The outlines that are large enough, within the zone."""
    import numpy as np

    from runtime.media.opencv import cv2

    size = (params.morphological_kernel_size, params.morphological_kernel_size)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, size)
    clean = cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel)
    large = [
        outline
        for outline in _outlines(np.asarray(clean, np.uint8))
        if len(outline) >= _LEAST_CORNERS and cv2.contourArea(outline) > params.minimum_contour_area
    ]
    if len(params.detection_zone) < _LEAST_CORNERS:
        return large
    zone = np.zeros(mask.shape, np.uint8)
    cv2.fillPoly(zone, [np.rint(np.asarray(params.detection_zone)).astype(np.int32)], (255,))
    return [part for outline in large for part in _within(outline, zone)]


def _within(outline: Outline, zone: NDArray[np.uint8]) -> list[Outline]:
    """The parts of a shape that lie in the zone."""
    import numpy as np

    from runtime.media.opencv import cv2

    filled = np.zeros(zone.shape, np.uint8)
    cv2.fillPoly(filled, [outline], (255,))
    return [part for part in _outlines(filled & zone) if len(part) >= _LEAST_CORNERS]


def _outlines(mask: NDArray[np.uint8]) -> list[Outline]:
    import numpy as np

    from runtime.media.opencv import cv2

    found, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return [np.asarray(outline, np.int32) for outline in found]


def _simple(outline: Outline) -> Outline:
    import numpy as np

    from runtime.media.opencv import cv2

    stray = _STRAY_SHARE * cv2.arcLength(outline, True)  # noqa: FBT003
    return np.asarray(cv2.approxPolyDP(outline, stray, True), np.int32)  # noqa: FBT003


def _region(number: int, outline: Outline, image: Image) -> Region:
    from runtime.media.opencv import cv2

    left, top, wide, high = cv2.boundingRect(outline)
    box = Box(
        top=top / image.height,
        left=left / image.width,
        bottom=(top + high) / image.height,
        right=(left + wide) / image.width,
    )
    return Region(f"m{number}", box, (Concept("motion", "motion", 1.0, 0),))
