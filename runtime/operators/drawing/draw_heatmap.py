"""Shows along a video where regions have been most.

Every region adds a disc at its foot, or another place of it; the more discs, the warmer the colour
that is laid over the frame. With *ignore stationary* tracked things count only once they have moved
*motion threshold* pixels since they last counted, so that parked cars do not glow. A shop's paths
turn red over a day.
"""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Ignored, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Regions
from runtime.media.color_choice import COPY_IMAGE, supervision_missing
from runtime.media.drawing_params import ColorsOpacity
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The frames of a video, in order."})
    regions: Regions = field(metadata={"help": "What was found in each."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the frame with the colours."})


class Params(OperatorParams):
    position: Literal[
        "CENTER", "CENTER_LEFT", "CENTER_RIGHT", "TOP_CENTER", "TOP_LEFT", "TOP_RIGHT",
        "BOTTOM_CENTER", "BOTTOM_LEFT", "BOTTOM_RIGHT",
    ] = Field(default="BOTTOM_CENTER", description="Which place of a region counts.")  # fmt: skip
    opacity: ColorsOpacity = 0.2
    radius: int = Field(
        default=40,
        ge=1,
        le=2000,
        description="How large a disc is.",
        json_schema_extra={"widget": "pixels"},
    )
    kernel_size: int = Field(
        default=25,
        ge=1,
        le=500,
        description="Over how many pixels colours are mixed.",
        json_schema_extra={"widget": "pixels"},
    )
    top_hue: int = Field(default=0, ge=0, le=179, description="Hue of the warmest, half degrees.")
    low_hue: int = Field(default=125, ge=0, le=179, description="Hue of the coldest, half degrees.")
    ignore_stationary: bool = Field(
        default=True, description="Whether tracked things have to move to count."
    )
    motion_threshold: int = Field(
        default=25,
        ge=0,
        le=1_000_000,
        description="How far they have to move.",
        json_schema_extra={"widget": "pixels"},
    )


class _Heat:
    """How often each pixel was under a disc, and where each track last counted."""

    def __init__(self) -> None:
        self.counts: NDArray[np.uint16] | None = None
        self.places: dict[int, tuple[float, float]] = {}

    def as_json(self) -> dict[str, Any]:
        """For the next call of a session."""
        told = None
        if self.counts is not None:
            packed = base64.b64encode(zlib.compress(self.counts.tobytes())).decode()
            told = {"shape": list(self.counts.shape), "packed": packed}
        places = [[track, *place] for track, place in self.places.items()]
        return {"counts": told, "places": places}

    def from_json(self, stored: Any) -> None:
        """Go on from there."""
        import numpy as np

        self.places = {track: (x, y) for track, x, y in stored["places"]}
        if told := stored["counts"]:
            data = zlib.decompress(base64.b64decode(told["packed"]))
            self.counts = np.frombuffer(data, np.uint16).reshape(told["shape"]).copy()


@operator(
    "draw-heatmap",
    title="Draw heatmap",
    group="Draw",
    icon="sun",
    blocks=(
        Block(
            "roboflow_core/heatmap_visualization@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "predictions": Wire("regions"),
                "metadata": Ignored("each video is known by where its frames come from"),
                "position": Setting("position"),
                "opacity": Setting("opacity"),
                "radius": Setting("radius"),
                "kernel_size": Setting("kernel_size"),
                "top_hue": Setting("top_hue"),
                "low_hue": Setting("low_hue"),
                "ignore_stationary": Setting("ignore_stationary"),
                "motion_threshold": Setting("motion_threshold"),
                "copy_image": COPY_IMAGE,
            },
            outputs={"image": "image"},
            names=("HeatmapVisualization",),
        ),
    ),
    available=supervision_missing,
    keeps_state=True,
    heavy=True,
    summary="radius {radius}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    numbered = list(enumerate(batch))
    return per_picture(numbered, context, lambda item: _outputs(item[1], item[0], params, context))


_MOST_TRACKS = 10_000


def _outputs(inputs: Inputs, index: int, params: Params, context: Context) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    image, heat = inputs.image, context.of_stream(context.place(index), _Heat)
    size = (image.height, image.width)
    if heat.counts is None or heat.counts.shape != size:
        heat.counts = np.zeros(size, np.uint16)
    discs = np.zeros(size, np.uint8)
    for x, y in _places(inputs, heat, params):
        cv2.circle(discs, (int(x), int(y)), params.radius, (1,), -1)
    heat.counts += np.minimum(discs, np.iinfo(np.uint16).max - heat.counts).astype(np.uint16)
    return Outputs(image.with_pixels(_laid_over(image, heat.counts, params)))


def _places(inputs: Inputs, heat: _Heat, params: Params) -> list[tuple[float, float]]:
    """Where regions count in this frame."""
    from runtime.media.annotating import detections, spot

    found = detections(inputs.regions, inputs.image)
    if not len(found):
        return []
    anchors = [
        (float(x), float(y)) for x, y in found.get_anchors_coordinates(spot(params.position))
    ]
    if found.tracker_id is None or not params.ignore_stationary:
        return anchors
    moving = []
    for track, (x, y) in zip(found.tracker_id.tolist(), anchors, strict=True):
        before = heat.places.get(track)
        if before is not None:
            if ((x - before[0]) ** 2 + (y - before[1]) ** 2) ** 0.5 < params.motion_threshold:
                continue
            moving.append((x, y))
        heat.places[track] = (x, y)
    while len(heat.places) > _MOST_TRACKS:
        del heat.places[next(iter(heat.places))]
    return moving


def _laid_over(image: Image, counts: NDArray[np.uint16], params: Params) -> NDArray[np.uint8]:
    import numpy as np

    from runtime.media.opencv import cv2

    most = int(counts.max())
    if not most:
        return image.pixels
    levels = counts.astype(np.float32) / most
    hues = (params.low_hue - levels * (params.low_hue - params.top_hue)).astype(np.uint8)
    planes = np.full_like(image.pixels, 255)
    planes[:, :, 0] = cv2.blur(hues, (params.kernel_size, params.kernel_size))
    warm = cv2.cvtColor(planes, cv2.COLOR_HSV2RGB)
    mixed = cv2.addWeighted(warm, params.opacity, image.pixels, 1 - params.opacity, 0)
    return np.where((counts > 0)[:, :, None], np.asarray(mixed, np.uint8), image.pixels)
