"""Lays a map of how unusual each place is over a picture.

The map is rows of numbers in the units of the score; at the threshold the colours are half way up
their ramp, and no place is ever fully red. Small maps are stretched to the picture. A scratch on a
tile glows orange, the tile around it stays.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, List
from runtime.media.color_choice import COPY_IMAGE
from runtime.media.drawing_params import ColorsOpacity
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to draw on."})
    map: List = field(metadata={"help": "Rows of scores, from the top."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the picture with the drawing."})


class Params(OperatorParams):
    anomaly_threshold: float = Field(
        default=0.5, description="The score from which a place is unusual."
    )
    color_map: Literal["ROBOFLOW", "JET", "TURBO", "INFERNO", "VIRIDIS", "HOT"] = Field(
        title="Colours", default="ROBOFLOW", description="From usual to unusual."
    )
    opacity: ColorsOpacity = 0.75


@operator(
    "draw-anomalies",
    title="Draw anomaly map",
    group="Draw",
    icon="wand-sparkles",
    blocks=(
        Block(
            "roboflow_core/anomaly_heatmap_visualization@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "anomaly_map": Wire("map", kinds=("numpy_array",)),
                "anomaly_threshold": Setting("anomaly_threshold", required=True),
                "color_map": Setting("color_map"),
                "opacity": Setting("opacity"),
                "copy_image": COPY_IMAGE,
            },
            outputs={"image": "image"},
        ),
    ),
    heavy=True,
    summary="{color_map}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


_STOPS = (0.0, 0.25, 0.5, 1.0)
_STOP_INKS = ((255, 214, 0), (255, 214, 0), (255, 122, 0), (220, 30, 30))
_STOP_SHARES = (0.0, 0.55, 0.85, 1.0)
_MOST_PLACES = 16_000_000


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    image, scores = inputs.image, _scores(inputs.map)
    positive = np.maximum(scores, 0)
    if params.anomaly_threshold > 0:
        levels = positive / (positive + np.float32(params.anomaly_threshold))
    else:
        levels = (positive > 0).astype(np.float32)
    if levels.shape != (image.height, image.width):
        size = (image.width, image.height)
        levels = np.asarray(cv2.resize(levels, size, interpolation=cv2.INTER_LINEAR), np.float32)
    inks, shares = _colored(levels, params.color_map)
    weight = (shares * params.opacity)[:, :, None]
    new = image.pixels.astype(np.float32) * (1 - weight) + inks.astype(np.float32) * weight
    return Outputs(image.with_pixels(np.rint(new).astype(np.uint8)))


def _scores(given: List) -> NDArray[np.float32]:
    import numpy as np

    try:
        scores = np.asarray(given.value, np.float32)
    except (TypeError, ValueError):
        scores = np.zeros(0, np.float32)
    if scores.ndim != 2 or not 0 < scores.size <= _MOST_PLACES or not np.isfinite(scores).all():
        message = "map takes rows of numbers, all of one length. Wire it to an anomaly map."
        raise OperatorFailedError(message, port="map")
    return scores


def _colored(levels: NDArray[Any], name: str) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Colours and how solid they are, for levels in 0..1."""
    import numpy as np

    from runtime.media.opencv import cv2

    levels = np.clip(levels, 0, 1)
    if name == "ROBOFLOW":
        planes = [
            np.interp(levels, _STOPS, [ink[index] for ink in _STOP_INKS]) for index in range(3)
        ]
        shares = np.interp(levels, _STOPS, _STOP_SHARES).astype(np.float32)
        return np.rint(np.stack(planes, axis=-1)).astype(np.uint8), shares
    ramps = {
        "JET": cv2.COLORMAP_JET,
        "TURBO": cv2.COLORMAP_TURBO,
        "INFERNO": cv2.COLORMAP_INFERNO,
        "VIRIDIS": cv2.COLORMAP_VIRIDIS,
        "HOT": cv2.COLORMAP_HOT,
    }
    steps = np.rint(levels * 255).astype(np.uint8)
    inks = np.asarray(cv2.applyColorMap(steps, ramps[name]), np.uint8)[:, :, ::-1]
    return inks, np.ones(levels.shape, np.float32)
