"""Measures objects in the units of an object of known size.

The reference is the surest of some regions, or a polygon in pixels, whose width and height are
given, such as `8.5,5.4` for a bank card in centimetres. Each object's width, height, longer and
shorter side come out in the same units. An outline is measured along its own axes, so that a card
lying at a slant keeps its size; a box without one along the picture's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import List, Placement, Region, Regions
from runtime.inference import outlines
from runtime.media.per_picture import per_picture
from runtime.media.region_pixels import known_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The objects to measure."})
    reference: Regions | List | None = field(
        default=None,
        metadata={"help": "Regions of which the surest has the known size, or a polygon."},
    )


@dataclass(frozen=True)
class Outputs:
    dimensions: List | None = field(
        metadata={"help": "Width, height, longer and shorter of each; absent without reference."}
    )


def _two_numbers(given: Any) -> Any:
    """`8.5,5.4` as two numbers."""
    return [part.strip() for part in given.split(",")] if isinstance(given, str) else given


class Params(OperatorParams):
    reference_dimensions: Annotated[tuple[float, float], BeforeValidator(_two_numbers)] = Field(
        default=(1.0, 1.0), description="Width and height of the reference, in your units."
    )
    reference_polygon: list[tuple[float, float]] = Field(
        default_factory=list,
        max_length=1000,
        description="Corners of the reference in pixels, when none is wired.",
    )


@operator(
    "region-size",
    title="Region size",
    group="Measure",
    icon="ruler",
    blocks=(
        Block(
            "roboflow_core/size_measurement@v1",
            fields={
                "object_predictions": Wire("regions"),
                "reference_predictions": Wire(
                    "reference",
                    kinds=(
                        "instance_segmentation_prediction",
                        "object_detection_prediction",
                        "list_of_values",
                    ),
                    literal="reference_polygon",
                    required=True,
                ),
                "reference_dimensions": Setting(
                    "reference_dimensions", kinds=("string", "list_of_values"), required=True
                ),
            },
            outputs={"dimensions": Out("dimensions", ("list_of_values",))},
        ),
    ),
    summary="reference {reference_dimensions}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


_LEAST_CORNERS = 3
Size = tuple[float, float]


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    reference = _reference_size(inputs, params)
    if reference is None or not all(reference):
        return Outputs(None)
    known = params.reference_dimensions
    scale = (known[0] / reference[0], known[1] / reference[1])
    return Outputs(
        List(tuple(_told(_size(item, inputs.regions), scale) for item in inputs.regions.items))
    )


def _told(size: Size | None, scale: Size) -> dict[str, float] | None:
    if size is None or not all(size):
        return None
    wide, high = size[0] * scale[0], size[1] * scale[1]
    return {"width": wide, "height": high, "longer": max(wide, high), "shorter": min(wide, high)}


def _reference_size(inputs: Inputs, params: Params) -> Size | None:
    given = inputs.reference
    if isinstance(given, Regions):
        surest = max(given.items, key=lambda region: region.score, default=None)
        return _size(surest, given) if surest else None
    corners = given.value if isinstance(given, List) else tuple(params.reference_polygon)
    return _polygon_size(corners)


def _polygon_size(corners: Sequence[Any]) -> Size | None:
    import numpy as np

    from runtime.media.opencv import cv2

    points = np.asarray(corners, np.float32).reshape(-1, 2)
    if len(points) < _LEAST_CORNERS or cv2.contourArea(points) <= 0:
        return None
    return _along_its_axes(points)


def _size(region: Region, regions: Regions) -> Size | None:
    """Width and height in pixels; of the largest part of an outline along its own axes."""
    import numpy as np

    from runtime.media.opencv import cv2

    width, height = known_size(regions)
    if not region.polygon:
        box = region.box
        return (box.right - box.left) * width, (box.bottom - box.top) * height
    mask = outlines.mask_of(region, Placement(width, height))
    parts, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = max(parts, key=cv2.contourArea, default=None)
    if largest is None or cv2.contourArea(largest) <= 0:
        return None
    return _along_its_axes(np.asarray(largest, np.float32).reshape(-1, 2))


def _along_its_axes(points: NDArray[np.float32]) -> Size:
    """Sides of the smallest turned rectangle round the points, the more level one first."""
    import numpy as np

    from runtime.media.opencv import cv2

    corners = np.asarray(cv2.boxPoints(cv2.minAreaRect(points)), np.float32)
    sides = (corners[1] - corners[0], corners[2] - corners[1])
    lengths = [float(np.linalg.norm(side)) for side in sides]
    slants = [abs(float(np.degrees(np.arctan2(side[1], side[0])))) for side in sides]
    first, second = (min(slant, 180 - slant) for slant in slants)
    return (lengths[0], lengths[1]) if first < second else (lengths[1], lengths[0])
