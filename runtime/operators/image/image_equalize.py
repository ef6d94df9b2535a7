"""Spreads the brightness of a picture over the full range.

*stretching* makes the darkest pixel black and the lightest white; *histogram* uses every level
equally often; *adaptive* does so tile by tile, limited by *clip limit*, and brings out detail in
shadow and light alike. Colours keep their hue. A foggy photo with levels 100 to 150 uses 0 to 255
afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to change."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The new picture."})


class Params(OperatorParams):
    contrast_equalization_type: Literal["stretching", "histogram", "adaptive"] = Field(
        title="Method", default="adaptive", description="How levels are spread."
    )
    clip_limit: float = Field(
        default=2, ge=0.1, le=40, description="How much *adaptive* may raise the contrast."
    )
    tiles: int = Field(
        default=8, ge=1, le=64, description="How many tiles *adaptive* lays along each side."
    )
    cut_percent: float = Field(
        title="Cut",
        default=0,
        ge=0,
        le=49,
        description="Percent of the levels at each end that *stretching* gives up.",
    )
    all_colors: bool = Field(
        title="All colours",
        default=False,
        description="Whether red, green and blue are spread together instead of brightness alone.",
    )


_WORDS = {
    "Contrast Stretching": "stretching",
    "Histogram Equalization": "histogram",
    "Adaptive Equalization": "adaptive",
}


@operator(
    "image-equalize",
    title="Equalise image",
    group="Image",
    icon="chart-bar",
    blocks=(
        Block(
            "roboflow_core/contrast_equalization@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "equalization_type": Setting(
                    "contrast_equalization_type", default="Histogram Equalization", words=_WORDS
                ),
            },
            outputs={"image": "image"},
            fixed={"cut_percent": 2, "all_colors": True, "clip_limit": 7.68, "tiles": 8},
        ),
    ),
    summary="{contrast_equalization_type}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    pixels = inputs.image.pixels
    if params.contrast_equalization_type == "stretching":
        new = _stretched(pixels, params.cut_percent)
    elif params.contrast_equalization_type == "histogram" and params.all_colors:
        new = _equal_levels(pixels)
    elif params.all_colors:
        new = _adapted_together(pixels, params)
    else:
        new = _equal_light(pixels, params)
    return Outputs(inputs.image.with_pixels(new))


def _stretched(pixels: NDArray[np.uint8], cut: float) -> NDArray[np.uint8]:
    """The levels between the ends over the full range; cut ends are rounded down, whole ones not.

    Where nothing is cut the levels are rounded to the nearest.
    """
    import numpy as np

    from runtime.media.opencv import cv2

    low, high = np.percentile(pixels, (cut, 100 - cut))
    if high <= low:
        return pixels
    levels = (np.clip(np.arange(256), low, high) - low) / (high - low) * 255
    table = levels if cut else np.rint(levels)
    return np.asarray(cv2.LUT(pixels, np.asarray(table, np.uint8)), np.uint8)


def _equal_levels(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Every level as often as the others, of all colours together."""
    import numpy as np

    # The levels as shares, in as many equal bins between the lowest and the highest.
    shares = np.arange(256, dtype=np.float32) / 255
    counts = np.bincount(pixels.ravel(), minlength=256)
    edges = np.linspace(shares[pixels.min()], shares[pixels.max()], 257)
    if edges[0] == edges[-1]:
        return pixels
    binned, _ = np.histogram(shares, bins=edges, weights=counts)
    middles = (edges[:-1] + edges[1:]) / 2
    table = np.interp(shares, middles, binned.cumsum() / counts.sum()).astype(np.float32) * 255
    return np.asarray(table.astype(np.uint8)[pixels], np.uint8)


def _equal_light(pixels: NDArray[np.uint8], params: Params) -> NDArray[np.uint8]:
    """How bright it looks, spread; the colours keep their hue."""
    import numpy as np

    from runtime.media.opencv import cv2

    planes = cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb)
    light = np.asarray(planes[:, :, 0], np.uint8, order="C")
    if params.contrast_equalization_type == "histogram":
        planes[:, :, 0] = cv2.equalizeHist(light)
    else:
        planes[:, :, 0] = _tile_by_tile(light, params)
    return np.asarray(cv2.cvtColor(planes, cv2.COLOR_YCrCb2RGB), np.uint8)


def _tile_by_tile(light: NDArray[np.uint8], params: Params) -> NDArray[np.uint8]:
    import numpy as np

    from runtime.media.opencv import cv2

    across, down = (min(params.tiles, side) for side in (light.shape[1], light.shape[0]))
    return np.asarray(cv2.createCLAHE(params.clip_limit, (across, down)).apply(light), np.uint8)


def _adapted_together(pixels: NDArray[np.uint8], params: Params) -> NDArray[np.uint8]:
    """Each pixel's strongest colour spread tile by tile; the others keep their ratio to it."""
    import numpy as np

    strongest = pixels.max(axis=2)
    spread = _stretched(_tile_by_tile(_stretched(strongest, 0), params), 0)
    ratio = spread / np.maximum(strongest, 1).astype(np.float32)
    return np.asarray(pixels * ratio[:, :, None], np.uint8)
