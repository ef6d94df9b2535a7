"""Finds the outlines of shapes and counts them.

Splits the picture into light and dark, by itself or at a level, and gives each connected shape as a
region with its outline as polygon. Shapes smaller or larger than the bounds are left out. Five
coins photographed on a dark cloth give five regions, largest first, and *count* 5.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Box, Concept, Image, Number, Region, Regions
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture whose shapes are wanted."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The shapes, largest first."})
    count: Number = field(metadata={"help": "How many shapes."})


class Params(OperatorParams):
    shapes_are: Literal["light", "dark", "by themselves"] = Field(
        default="by themselves",
        description="Whether shapes are lighter or darker than the ground, or what is rarer.",
    )
    level: int = Field(
        default=0,
        ge=0,
        le=255,
        description="What divides light from dark; 0 finds it by itself.",
        json_schema_extra={"widget": "slider"},
    )
    min_area: float = Field(
        default=0.05, ge=0, le=100, description="Smallest shape, in percent of the picture."
    )
    max_area: float = Field(
        default=90, ge=0, le=100, description="Largest shape, in percent of the picture."
    )
    holes: bool = Field(default=False, description="Whether holes in shapes are shapes too.")
    precision: float = Field(
        default=0.5,
        ge=0,
        le=10,
        description="How far an outline may stray, in percent of its length; more is simpler.",
    )
    max_regions: int = Field(
        default=200, ge=1, le=1000, description="At most so many shapes, largest first."
    )


@operator(
    "contours",
    title="Contours",
    group="Measure",
    icon="shapes",
    heavy=True,
    summary="over {min_area} percent",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


_LEAST_CORNERS = 3


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    image = inputs.image
    mode = cv2.RETR_LIST if params.holes else cv2.RETR_EXTERNAL
    outlines, _ = cv2.findContours(_shapes(image, params), mode, cv2.CHAIN_APPROX_SIMPLE)
    whole = image.width * image.height / 100
    sized = [(float(cv2.contourArea(outline)), outline) for outline in outlines]
    sized = [one for one in sized if params.min_area * whole <= one[0] <= params.max_area * whole]
    sized.sort(key=lambda one: -one[0])
    items = tuple(
        _region(index, np.asarray(outline, np.int32), image, params)
        for index, (_, outline) in enumerate(sized[: params.max_regions], 1)
    )
    return Outputs(Regions(items, image.placement), Number(len(items)))


def _shapes(image: Image, params: Params) -> NDArray[np.uint8]:
    """White where shapes are."""
    import numpy as np

    from runtime.media.opencv import cv2

    gray = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY)
    if int(gray.min()) == int(gray.max()):
        return np.zeros_like(gray)
    kind = cv2.THRESH_BINARY | (0 if params.level else cv2.THRESH_OTSU)
    _, light = cv2.threshold(gray, params.level, 255, kind)
    mostly_light = cv2.countNonZero(light) * 2 > light.size
    dark = params.shapes_are == "dark" or (params.shapes_are == "by themselves" and mostly_light)
    return np.asarray(255 - light if dark else light, np.uint8)


def _region(index: int, outline: NDArray[np.int32], image: Image, params: Params) -> Region:
    from runtime.media.opencv import cv2

    stray = cv2.arcLength(outline, True) * params.precision / 100  # noqa: FBT003
    simple = cv2.approxPolyDP(outline, stray, True)  # noqa: FBT003
    points = (simple if len(simple) >= _LEAST_CORNERS else outline).reshape(-1, 2)
    left, top, wide, high = cv2.boundingRect(outline)
    box = Box(
        top=top / image.height,
        left=left / image.width,
        bottom=(top + high) / image.height,
        right=(left + wide) / image.width,
    )
    span = (max(1, image.width - 1), max(1, image.height - 1))
    polygon = tuple((float(x) / span[0], float(y) / span[1]) for x, y in points)
    shape = Concept("shape", "shape", 1.0)
    return Region(f"r{index}", box, (shape,), polygon=polygon if len(polygon) > 2 else ())
