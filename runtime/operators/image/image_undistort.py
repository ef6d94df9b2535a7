"""Straightens what a lens bent, from the camera's measured numbers.

`fx` and `fy` are the focal lengths in pixels, `cx` and `cy` the middle of the lens, `k1`, `k2`,
`k3` how much lines bend outwards or inwards, `p1` and `p2` how askew the lens sits: what every
camera calibration prints. With all `k` and `p` at 0 nothing changes. The whole picture stays
visible, with black where nothing was seen; the fisheye model uses `k1` only and keeps the scale of
the middle.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

_ALMOST_NONE = 1e-8


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture with bent lines."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The picture with straight lines."})


class Params(OperatorParams):
    fx: float = Field(default=1000, gt=0, le=1e9, description="Focal length across, in pixels.")
    fy: float = Field(default=1000, gt=0, le=1e9, description="Focal length down, in pixels.")
    cx: float = Field(default=0, ge=-1e9, le=1e9, description="Middle of the lens, from the left.")
    cy: float = Field(default=0, ge=-1e9, le=1e9, description="Middle of the lens, from the top.")
    k1: float = Field(default=0, ge=-1e9, le=1e9, description="First bending of the lens.")
    k2: float = Field(default=0, ge=-1e9, le=1e9, description="Second bending of the lens.")
    k3: float = Field(default=0, ge=-1e9, le=1e9, description="Third bending of the lens.")
    p1: float = Field(default=0, ge=-1e9, le=1e9, description="First slant of the lens.")
    p2: float = Field(default=0, ge=-1e9, le=1e9, description="Second slant of the lens.")
    use_fisheye_model: bool = Field(
        default=False, title="Fisheye", description="Whether the lens is a fisheye; uses k1 only."
    )


_NUMBERS = ("fx", "fy", "cx", "cy", "k1", "k2", "k3", "p1", "p2")


@operator(
    "image-undistort",
    title="Lens correction",
    group="Image",
    icon="focus",
    blocks=(
        Block(
            "roboflow_core/camera-calibration@v1",
            fields={
                "image": Wire("image"),
                **{name: Setting(name, required=True) for name in _NUMBERS},
                "use_fisheye_model": Setting("use_fisheye_model"),
            },
            outputs={"calibrated_image": "image"},
        ),
    ),
    summary="k1 {k1}, k2 {k2}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs.image, params))


def _outputs(image: Image, params: Params) -> Outputs:
    unbent = _fisheye if params.use_fisheye_model else _lens
    return Outputs(Image(unbent(image.pixels, params)))


def _lens(pixels: NDArray[np.uint8], params: Params) -> NDArray[np.uint8]:
    import numpy as np

    from runtime.media.opencv import cv2

    height, width = pixels.shape[:2]
    camera = np.array([[params.fx, 0, params.cx], [0, params.fy, params.cy], [0, 0, 1]])
    bent = np.array([params.k1, params.k2, params.p1, params.p2, params.k3])
    try:
        wanted, _ = cv2.getOptimalNewCameraMatrix(camera, bent, (width, height), 1, (width, height))
        return np.asarray(cv2.undistort(pixels, camera, bent, None, wanted), np.uint8)
    except cv2.error as error:
        message = "These numbers belong to no lens. Take those of a camera calibration."
        raise OperatorFailedError(message) from error


def _fisheye(pixels: NDArray[np.uint8], params: Params) -> NDArray[np.uint8]:
    """By the division model with one number."""
    import numpy as np

    from runtime.media.opencv import cv2

    height, width = pixels.shape[:2]
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = (across - params.cx) / params.fx, (down - params.cy) / params.fy
    square = x**2 + y**2
    scale = np.ones_like(square)
    if abs(params.k1) >= _ALMOST_NONE:
        root = np.sqrt(np.clip(1 - 4 * params.k1 * square, 0, None))
        away = square > _ALMOST_NONE
        np.divide(1 - root, 2 * params.k1 * square, out=scale, where=away)
    from_x = (x * scale * params.fx + params.cx).astype(np.float32)
    from_y = (y * scale * params.fy + params.cy).astype(np.float32)
    return np.asarray(cv2.remap(pixels, from_x, from_y, cv2.INTER_LINEAR), np.uint8)
