"""Shows a place that was photographed at a slant from above, and where the regions lie on it.

Four corners of the place in the picture, in pixels and in any order, become the corners of a plan
of `transformed_rect_width` by `transformed_rect_height`. Players on a court get their places on the
court. Of several polygons the largest counts. With an anchor in
`extend_perspective_polygon_by_detections_anchor`, or `ALL`, the plan grows until it holds that
point of every region. The picture itself is turned only with `warp_image`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.limits import MAX_IMAGE_SIDE_PIXELS
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Box, Image, Number, Placement, Region, Regions
from runtime.inference import plan_view, polygon_overlap
from runtime.inference.pixels import anchor_point, placed, spaced
from runtime.media.per_picture import per_picture
from runtime.media.picture_size import check_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

Point = tuple[float, float]
_CORNERS = 4
_NAMES = ("bottom left", "top left", "top right", "bottom right")

ExtendBy = Annotated[
    Literal[
        "", "all", "center", "center left", "center right", "top center", "top left", "top right",
        "bottom left", "bottom center", "bottom right",
    ],
    BeforeValidator(spaced),
]  # fmt: skip


def _quads(given: Any) -> Any:
    """Polygons of four corners, from one polygon, several, or several lists of them."""
    if not isinstance(given, list | tuple):
        return given
    if given and all(_is_point(one) for one in given):
        return [given]
    deeper = [one for one in given if isinstance(one, list | tuple)]
    if any(one and not _is_point(one[0]) for one in deeper):
        return [quad for one in deeper for quad in _quads(one)]
    return [one for one in deeper if len(one) == _CORNERS]


def _is_point(given: Any) -> bool:
    return (
        isinstance(given, list | tuple)
        and len(given) == 2
        and all(isinstance(part, int | float) for part in given)
    )


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture taken at a slant."})
    regions: Regions | None = field(default=None, metadata={"help": "What was found in it."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions | None = field(metadata={"help": "The regions as they lie on the plan."})
    image: Image = field(metadata={"help": "The plan, or the picture as it came."})
    width: Number = field(metadata={"help": "Width of the plan in pixels."})
    height: Number = field(metadata={"help": "Height of the plan in pixels."})


class Params(OperatorParams):
    perspective_polygons: Annotated[
        list[tuple[Point, Point, Point, Point]], BeforeValidator(_quads)
    ] = Field(
        default_factory=list, max_length=10_000, title="Corners",
        description="Four corners [x, y] in pixels, or several such polygons.",
    )  # fmt: skip
    transformed_rect_width: int = Field(
        default=1000, ge=1, le=MAX_IMAGE_SIDE_PIXELS, title="Plan width",
        description="Width of the plan in pixels.",
    )  # fmt: skip
    transformed_rect_height: int = Field(
        default=1000, ge=1, le=MAX_IMAGE_SIDE_PIXELS, title="Plan height",
        description="Height of the plan in pixels.",
    )  # fmt: skip
    extend_perspective_polygon_by_detections_anchor: ExtendBy = Field(
        default="", title="Hold regions",
        description="Which point of every region the plan has to hold; empty for none.",
    )  # fmt: skip
    warp_image: bool = Field(default=False, description="Whether the picture is turned too.")


@operator(
    "region-plan",
    title="Plan view",
    group="Image",
    icon="map",
    blocks=(
        Block(
            "roboflow_core/perspective_correction@v1",
            names=("PerspectiveCorrection",),
            fields={
                "images": Wire("image", also=("image",)),
                "predictions": Wire("regions"),
                "perspective_polygons": Setting("perspective_polygons", required=True),
                "transformed_rect_width": Setting("transformed_rect_width"),
                "transformed_rect_height": Setting("transformed_rect_height"),
                "extend_perspective_polygon_by_detections_anchor": Setting(
                    "extend_perspective_polygon_by_detections_anchor"
                ),
                "warp_image": Setting("warp_image"),
            },
            outputs={
                "corrected_coordinates": "regions",
                "warped_image": "image",
                "extended_transformed_rect_width": Out("width", ("integer",)),
                "extended_transformed_rect_height": Out("height", ("integer",)),
            },
        ),
    ),
    summary="{transformed_rect_width} by {transformed_rect_height}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    if not params.perspective_polygons:
        message = "There is no place to show. Give four corners in perspective_polygons."
        raise OperatorFailedError(message, param="perspective_polygons")
    image = inputs.image
    regions = placed(inputs.regions, image) if inputs.regions is not None else None
    corners = max(params.perspective_polygons, key=polygon_overlap.area)
    size = (params.transformed_rect_width, params.transformed_rect_height)
    held = _held(regions, params.extend_perspective_polygon_by_detections_anchor)
    plan = plan_view.plan_of(plan_view.ordered(corners), size, held)
    check_size(plan.width, plan.height, "Choose a smaller plan.")
    matrix = plan.matrix()
    moved = None
    if regions is not None:
        moved = Regions(
            tuple(_on_plan(one, regions.placement or image.placement, plan, matrix)
                  for one in regions.items),
            Placement(plan.width, plan.height),
        )  # fmt: skip
    turned = _turned(image, plan, matrix) if params.warp_image else image
    return Outputs(moved, turned, Number(plan.width), Number(plan.height))


def _held(regions: Regions | None, anchor: str) -> list[list[Point]]:
    """The points of each region that the plan has to hold."""
    if regions is None or regions.placement is None or not anchor:
        return []
    names = _NAMES if anchor == "all" else (anchor,) * _CORNERS
    size = regions.placement
    return [[anchor_point(region, name, size) for name in names] for region in regions.items]


def _turned(image: Image, plan: plan_view.Plan, matrix: NDArray[np.float64]) -> Image:
    import numpy as np

    from runtime.media.opencv import cv2

    pixels = cv2.warpPerspective(image.pixels, matrix, (plan.width, plan.height))
    return Image(np.asarray(pixels, np.uint8))


def _on_plan(
    region: Region, size: Placement, plan: plan_view.Plan, matrix: NDArray[np.float64]
) -> Region:
    """Where a region comes to lie; its box goes round its corners there, by whole pixels."""
    outline = [(x * size.width, y * size.height) for x, y in region.polygon]
    box = [
        (float(round(x)), float(round(y)))
        for x, y in (anchor_point(region, name, size) for name in _NAMES)
    ]
    moved = plan_view.carried(outline or box, matrix)
    across, down = [x for x, _ in moved], [y for _, y in moved]
    points = plan_view.carried(
        [(point.x * size.width, point.y * size.height) for point in region.keypoints], matrix
    )
    return replace(
        region,
        box=Box(
            top=round(min(down)) / plan.height,
            left=round(min(across)) / plan.width,
            bottom=round(max(down)) / plan.height,
            right=round(max(across)) / plan.width,
        ),
        polygon=tuple((x / plan.width, y / plan.height) for x, y in moved) if outline else (),
        keypoints=tuple(
            replace(point, x=round(x) / plan.width, y=round(y) / plan.height)
            for point, (x, y) in zip(region.keypoints, points, strict=True)
        ),
    )
