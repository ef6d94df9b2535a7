"""Moves the outlines of regions to the edges that are seen in the picture.

Looks for clear edges near each outline and moves its points there, within *pixel tolerance*; where
there is no edge the outline stays. An outline drawn roughly round a dark disc lies on the disc's
rim afterwards; the box stays. *edges* is one region round all edges found, with the largest of them
as its outline. Regions without an outline are taken by their box.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Bounds, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Box, Concept, Image, Region, Regions
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture whose edges are looked at."})
    regions: Regions = field(metadata={"help": "The regions whose outlines are moved."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The same regions with their new outlines."})
    edges: Regions = field(metadata={"help": "The edges used, as one region; none without any."})


class Params(OperatorParams):
    pixel_tolerance: int = Field(
        title="Reach",
        default=15,
        ge=0,
        le=200,
        description="How far a point may move.",
        json_schema_extra={"widget": "pixels"},
    )
    sigma: float = Field(
        title="Clearness",
        default=1.0,
        ge=0,
        le=10,
        description="How many deviations an edge is steeper than round about; more is stricter.",
    )
    min_contour_area: float = Field(
        title="Smallest edge", default=50, ge=0, description="Area that an edge encloses, pixels."
    )
    dilation_iterations: int = Field(
        title="Closing", default=2, ge=0, le=20, description="How wide gaps in edges are closed."
    )
    boundary_band_width: int = Field(
        title="Band",
        default=15,
        ge=1,
        le=200,
        description="Edges further from every outline are left out.",
        json_schema_extra={"widget": "pixels"},
    )
    adaptive_window_size: int = Field(
        title="Window",
        default=41,
        ge=3,
        le=501,
        description="Over what distance steepness is compared; even numbers count as the next.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "region-edge-snap",
    title="Snap outlines to edges",
    group="Edit and filter",
    icon="spline",
    blocks=(
        Block(
            "roboflow_core/mask_edge_snap@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "segmentation": Wire("regions", kinds=("instance_segmentation_prediction",)),
                "pixel_tolerance": Setting("pixel_tolerance", bounds=Bounds(1, most=100)),
                "sigma": Setting("sigma", bounds=Bounds(0.01)),
                "min_contour_area": Setting("min_contour_area", bounds=Bounds(most=10_000)),
                "dilation_iterations": Setting("dilation_iterations"),
                "boundary_band_width": Setting("boundary_band_width", bounds=Bounds(most=100)),
                "adaptive_window_size": Setting("adaptive_window_size", bounds=Bounds(most=201)),
            },
            outputs={"refined_segmentation": "regions", "edges": "edges"},
        ),
    ),
    heavy=True,
    summary="within {pixel_tolerance} pixels",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.edge_snap import Search, edges_near, snapped, steepness
    from runtime.media.region_pixels import paint_mask

    image = inputs.image
    masks = []
    for region in inputs.regions.items:
        mask = np.zeros((image.height, image.width), np.uint8)
        paint_mask(mask, region, image)
        masks.append(mask)
    slopes = steepness(image.pixels)
    search = Search(
        params.sigma,
        params.min_contour_area,
        params.dilation_iterations,
        params.boundary_band_width,
        params.adaptive_window_size | 1,
    )
    edges = edges_near(masks, slopes, search)
    items = tuple(
        _outlined(region, snapped(mask, edges, slopes, params.pixel_tolerance))
        for region, mask in zip(inputs.regions.items, masks, strict=True)
    )
    return Outputs(Regions(items, image.placement), Regions(_edges(edges), image.placement))


def _outlined(region: Region, mask: NDArray[np.uint8]) -> Region:
    """The region with the largest part of a mask as its outline; its box stays."""
    polygon = _polygon(mask)
    return replace(region, polygon=polygon) if polygon else region


def _polygon(mask: NDArray[np.uint8]) -> tuple[tuple[float, float], ...]:
    from runtime.media.opencv import cv2

    parts, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    largest = max(parts, key=cv2.contourArea, default=None)
    if largest is None or len(largest) < 3:
        return ()
    height, width = mask.shape
    return tuple(
        ((float(x) + 0.5) / width, (float(y) + 0.5) / height) for x, y in largest.reshape(-1, 2)
    )


def _edges(edges: NDArray[np.bool_]) -> tuple[Region, ...]:
    import numpy as np

    rows, columns = np.nonzero(edges)
    if not len(rows):
        return ()
    height, width = edges.shape
    box = Box(
        top=float(rows.min()) / height,
        left=float(columns.min()) / width,
        bottom=float(rows.max() + 1) / height,
        right=float(columns.max() + 1) / width,
    )
    polygon = _polygon(edges.astype(np.uint8) * 255)
    return (Region("edges", box, (Concept("edges", "edges", 1.0, 0),), polygon=polygon),)
