"""Measures the gap between two objects, in pixels and in centimetres.

Takes the first pair of two classes in the regions' order and measures between their boxes along
one axis. The scale comes from an object of known size in the same picture, or is given as pixels a
centimetre. Boxes that overlap, or lie beside each other across the axis, have no gap: 0. Two cars
400 pixels apart are 200 cm apart when a plate 52 cm wide and 11 cm high measures 104 by 22 pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Number, Region, Regions
from runtime.media.per_picture import per_picture
from runtime.media.region_pixels import rounded_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    Pixels = tuple[int, int, int, int]


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The objects, and the one of known size."})


@dataclass(frozen=True)
class Outputs:
    distance_cm: Number = field(metadata={"help": "The gap in centimetres."})
    distance_pixel: Number = field(metadata={"help": "The gap in pixels."})


class Params(OperatorParams):
    object_1_class_name: str = Field(
        title="First class", default="", max_length=200, description="Class of the first object."
    )
    object_2_class_name: str = Field(
        title="Second class", default="", max_length=200, description="Class of the second object."
    )
    reference_axis: Literal["horizontal", "vertical"] = Field(
        title="Axis", default="horizontal", description="Along which axis the gap is measured."
    )
    calibration_method: Literal["reference object", "pixel to centimeter"] = Field(
        title="Scale from",
        default="reference object",
        description="An object of known size in the picture, or pixels a centimetre.",
    )
    reference_object_class_name: str = Field(
        title="Reference class",
        default="reference-object",
        max_length=200,
        description="Class of the object of known size.",
    )
    reference_width: float = Field(default=2.5, gt=0, description="Its width in centimetres.")
    reference_height: float = Field(default=2.5, gt=0, description="Its height in centimetres.")
    pixel_ratio: float = Field(default=100, gt=0, description="Pixels a centimetre, if known.")


@operator(
    "region-distance",
    title="Region distance",
    group="Measure",
    icon="ruler",
    blocks=(
        Block(
            "roboflow_core/distance_measurement@v1",
            fields={
                "predictions": Wire("regions"),
                "object_1_class_name": Setting("object_1_class_name", required=True),
                "object_2_class_name": Setting("object_2_class_name", required=True),
                "reference_axis": Setting("reference_axis", required=True),
                "calibration_method": Setting("calibration_method", required=True),
                "reference_object_class_name": Setting("reference_object_class_name"),
                "reference_width": Setting("reference_width"),
                "reference_height": Setting("reference_height"),
                "pixel_ratio": Setting("pixel_ratio"),
            },
            outputs={
                "distance_cm": Out("distance_cm", ("integer",)),
                "distance_pixel": Out("distance_pixel", ("integer",)),
            },
        ),
    ),
    summary="{object_1_class_name} to {object_2_class_name}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs.regions, params))


def _outputs(regions: Regions, params: Params) -> Outputs:
    first, second = _pair(regions, params)
    pixels = _gap(first, second, params.reference_axis)
    if not pixels:
        return Outputs(Number(0), Number(0))
    return Outputs(Number(pixels / _pixels_a_centimetre(regions, params)), Number(pixels))


def _pair(regions: Regions, params: Params) -> tuple[Pixels, Pixels]:
    """The latest of each class once both were seen."""
    names = (params.object_1_class_name, params.object_2_class_name)
    seen: dict[str, Region] = {}
    for region in regions.items:
        seen[_name(region)] = region
        if names[0] != names[1] and all(name in seen for name in names):
            return _pixels(seen[names[0]], regions), _pixels(seen[names[1]], regions)
    message = (
        f"There is no pair of {names[0] or '(empty)'} and {names[1] or '(empty)'} to measure. Name "
        "two classes that the detector finds, or end the branch where one is missing."
    )
    raise OperatorFailedError(message, port="regions")


def _pixels(region: Region, regions: Regions) -> Pixels:
    return rounded_box(region.box, regions)


def _name(region: Region) -> str:
    return region.concepts[0].name if region.concepts else ""


def _gap(first: Pixels, second: Pixels, axis: str) -> int:
    """Pixels between two boxes along the axis; 0 where they touch or lie side by side."""
    low, high = (0, 2) if axis == "horizontal" else (1, 3)
    apart = max(second[low] - first[high], first[low] - second[high])
    return max(0, apart)


def _pixels_a_centimetre(regions: Regions, params: Params) -> float:
    if params.calibration_method == "pixel to centimeter":
        return params.pixel_ratio
    name = params.reference_object_class_name
    known = next((item for item in regions.items if _name(item) == name), None)
    if known is None:
        message = (
            f"There is no region of the class {name} to take the scale from. Name a class that the "
            "detector finds, or give pixels a centimetre."
        )
        raise OperatorFailedError(message, port="regions")
    left, top, right, bottom = _pixels(known, regions)
    ratio = ((right - left) / params.reference_width + (bottom - top) / params.reference_height) / 2
    if ratio == 0:
        message = f"The reference {name} has no size in pixels. Measure in a larger picture."
        raise OperatorFailedError(message, port="regions")
    return ratio
