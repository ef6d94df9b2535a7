"""Read a model that answers a picture: enlarged, cleaned or restyled.

Reads `outputs` {`image`: [channels, height, width], or [height, width, channels] by `layout`},
`scale` (the map over the canvas, unless told) and `range`: the output's value of white (1 when the
input was rescaled, else 255). One channel is the brightness of the picture that came in, whose
colours are enlarged as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from runtime.contracts.errors import OperatorFailedError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from runtime.inference.pictures import Seen

ROLES = ("image",)


def read(seen: Seen) -> NDArray[np.uint8]:
    """The picture that the model makes of this one, without the canvas's padding."""
    told, made = seen.card.preprocess, seen.head("image")
    if made.ndim == 3 and told.get("layout") == "nhwc":
        made = made.transpose(2, 0, 1)
    if made.ndim != 3 or made.shape[0] not in (1, 3):
        message = f"The model {seen.card.title} answers no picture of one or three channels."
        raise OperatorFailedError(message, model=seen.card.id)
    rescaled = float(told.get("rescale", 1 / 255)) != 1 and told.get("dtype") != "uint8"
    white = float(seen.card.postprocess.get("range", 1 if rescaled else 255))
    pixels = np.clip(np.rint(made * (255 / white)), 0, 255).astype(np.uint8).transpose(1, 2, 0)
    if pixels.shape[2] == 3:
        pixels = pixels[:, :, ::-1] if told.get("channels") == "bgr" else pixels
        return np.ascontiguousarray(_without_padding(seen, pixels))
    return _coloured(seen, np.ascontiguousarray(_without_padding(seen, pixels)[:, :, 0]))


def _without_padding(seen: Seen, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    prepared, placed = seen.prepared, seen.prepared.placed
    scale = seen.card.postprocess.get("scale")
    across = float(scale) if scale else pixels.shape[1] / prepared.width
    down = float(scale) if scale else pixels.shape[0] / prepared.height
    left, top = max(0, placed.left), max(0, placed.top)
    right = min(prepared.width, placed.left + round(placed.width * placed.scale_x))
    bottom = min(prepared.height, placed.top + round(placed.height * placed.scale_y))
    return pixels[round(top * down) : round(bottom * down),
                  round(left * across) : round(right * across)]  # fmt: skip


def _coloured(seen: Seen, bright: NDArray[np.uint8]) -> NDArray[np.uint8]:
    size = (bright.shape[1], bright.shape[0])
    colours = cv2.cvtColor(seen.image.pixels, cv2.COLOR_RGB2YCrCb)
    enlarged = cv2.resize(colours, size, interpolation=cv2.INTER_CUBIC)
    enlarged[:, :, 0] = bright
    return np.asarray(cv2.cvtColor(enlarged, cv2.COLOR_YCrCb2RGB), np.uint8)
