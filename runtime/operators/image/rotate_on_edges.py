"""Turns a picture so that its main straight lines stand upright or lie level.

Looks at the direction of every clear edge; the most frequent direction is turned to the one asked
for, and *angle* says by how much, anticlockwise. Without a clear direction, with less to turn than
*skip below degrees* or more than *max correction degrees* the picture stays as it is. A door frame
photographed at a slant of 7 degrees stands upright afterwards. *Deskew image* does this for text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Number
from runtime.media.per_picture import per_picture
from runtime.media.turning import turned

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to turn."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The turned picture, or the one that came in."})
    angle: Number = field(metadata={"help": "How far it was turned, anticlockwise, in degrees."})


class Params(OperatorParams):
    target_orientation: Literal["vertical", "horizontal", "either"] = Field(
        title="Lines become",
        default="vertical",
        description="How the main lines stand afterwards; *either* is the nearer one.",
    )
    skip_below_degrees: float = Field(
        default=0.4, ge=0, le=1_000_000, description="Less than this is not worth turning."
    )
    max_correction_degrees: float = Field(
        default=90, ge=0, le=1_000_000, description="More than this is taken for a mistake."
    )
    internal_resolution: int = Field(
        title="Looked at",
        default=1000,
        ge=1,
        le=4096,
        description="Longer side of the copy whose edges are looked at.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "rotate-on-edges",
    title="Rotate on edges",
    group="Image",
    icon="rotate-cw",
    blocks=(
        Block(
            "roboflow_core/auto_rotate_on_edges@v1",
            fields={
                "image": Wire("image", also=("images",)),
                "target_orientation": Setting("target_orientation"),
                "skip_below_degrees": Setting("skip_below_degrees"),
                "max_correction_degrees": Setting("max_correction_degrees"),
                "internal_resolution": Setting("internal_resolution"),
            },
            outputs={"image": "image", "angle": "angle"},
        ),
    ),
    heavy=True,
    summary="{target_orientation}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs.image, params))


_LEAST_SPREAD = 3.0
"""Levels of a picture that is all but plain."""
_STRONG_PERCENT = 80.0
"""Edges under this percentile are left out."""
_LEAST_PEAK = 1.5
"""How far the best direction stands out, in deviations."""
_NEAR_DEGREES = 3.0
"""Edges so near the best direction are averaged."""


def _outputs(image: Image, params: Params) -> Outputs:
    kept = Outputs(image, Number(0.0))
    direction = _main_direction(image, params.internal_resolution)
    if direction is None:
        return kept
    if params.target_orientation == "horizontal":
        direction -= 90
    around = 90.0 if params.target_orientation == "either" else 180.0
    angle = direction % around
    if angle > around / 2:
        angle -= around
    if not params.skip_below_degrees <= abs(angle) <= params.max_correction_degrees:
        return kept
    return Outputs(turned(image, angle), Number(angle))


def _main_direction(image: Image, longest: int) -> float | None:
    """Which way most edges change, in degrees clockwise from the right; None without a clear one.

    It stands at right angles to the lines themselves.
    """
    import numpy as np

    from runtime.media.opencv import cv2
    from runtime.media.scaled_gray import gray_within

    gray = gray_within(image, longest)
    if float(gray.std()) < _LEAST_SPREAD:
        return None
    even = cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(gray)
    soft = np.asarray(cv2.GaussianBlur(even, (5, 5), 0), np.float32)
    across = np.asarray(cv2.Sobel(soft, cv2.CV_32F, 1, 0, ksize=3), np.float32)
    down = np.asarray(cv2.Sobel(soft, cv2.CV_32F, 0, 1, ksize=3), np.float32)
    strength = np.hypot(across, down)
    strong = strength >= max(float(np.percentile(strength, _STRONG_PERCENT)), 1e-6)
    if not strong.any():
        return None
    ways = np.degrees(np.arctan2(down[strong], across[strong])) % 180.0
    return _peak(ways, strength[strong].astype(np.float64))


def _peak(ways: NDArray[np.floating[Any]], weights: NDArray[np.float64]) -> float | None:
    """The direction that most weight lies round, of directions in 0..180."""
    import numpy as np

    counts, _ = np.histogram(ways, bins=180, range=(0.0, 180.0), weights=weights)
    ring = np.concatenate([counts[-2:], counts, counts[:2]])
    smooth = np.convolve(ring, np.full(5, 0.2), mode="valid")
    stands_out = float(smooth.max()) - float(np.median(smooth))
    if stands_out / (float(smooth.std()) + 1e-9) < _LEAST_PEAK:
        return None
    peak = float(np.argmax(smooth)) + 0.5
    apart = np.abs(ways - peak)
    near = np.minimum(apart, 180.0 - apart) <= _NEAR_DEGREES
    if not near.any():
        return peak
    doubled = np.radians(2.0 * ways[near])  # so that 1 and 179 degrees average to 0, not to 90
    sine, cosine = (weights[near] * np.sin(doubled)).sum(), (weights[near] * np.cos(doubled)).sum()
    return float(0.5 * np.degrees(np.arctan2(sine, cosine)))
