"""Pictures to the tensor that a card describes, and points on its canvas back to the picture.

The words are those of `runtime.contracts.model`. Without `resample` a picture is shrunk by area and
enlarged bilinearly, which is fastest; with it Pillow computes exactly what model makers trained on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import cv2
import numpy as np

from runtime.contracts.errors import ModelUnavailableError
from runtime.inference.preprocess import PAD_GREY, Fit, resize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from runtime.contracts.model import ModelManifest

Resize = Literal["stretch", "letterbox", "letterbox_corner", "cover", "keep"]
DEFAULT_LONGEST = 640
DEFAULT_STRIDE = 32
_CORNER = ("letterbox_corner", "stretch", "keep")


@dataclass(frozen=True)
class Recipe:
    """The `preprocess` table of a card, read once."""

    input: str = "images"
    resize: Resize = "letterbox"
    canvas: tuple[int, int] | None = None
    """Width and height when they are fixed."""
    longest: int | None = None
    short: int | None = None
    stride: int = 1
    resample: str | None = None
    pad: int | None = None
    rescale: float = 1 / 255
    mean: tuple[float, ...] = ()
    std: tuple[float, ...] = ()
    channels: str = "rgb"
    layout: str = "nchw"
    dtype: str = "float32"
    batch: int | None = None

    @classmethod
    def of(cls, card: ModelManifest) -> Recipe:
        """Read a card. Raises `ModelUnavailableError` when it says what cannot be done."""
        told = card.preprocess
        try:
            return _read(told)
        except (KeyError, TypeError, ValueError) as error:
            message = f"The card of the model {card.title} is damaged. Import the model again."
            raise ModelUnavailableError(message, model=card.id) from error


@dataclass(frozen=True, eq=False)
class Prepared:
    """A tensor without its batch axis, and where the picture lies on its canvas."""

    tensor: NDArray[np.generic]
    placed: Fit
    width: int
    height: int

    def grid(self, cells: tuple[int, int], size: tuple[int, int]) -> NDArray[np.float32]:
        """The 2 x 3 matrix from pixels of the picture at `size` to cells of a map of the canvas.

        Both are (width, height); for `cv2.warpAffine` with `WARP_INVERSE_MAP`.
        """
        placed = self.placed
        across, down = cells[0] / self.width, cells[1] / self.height
        step_x = placed.width / size[0] * placed.scale_x * across
        step_y = placed.height / size[1] * placed.scale_y * down
        shift_x = placed.left * across + (step_x - 1) / 2
        shift_y = placed.top * down + (step_y - 1) / 2
        return np.array([[step_x, 0, shift_x], [0, step_y, shift_y]], np.float32)


def prepare(pixels: NDArray[np.uint8], recipe: Recipe) -> Prepared:
    """Lay a picture out and turn it into the model's numbers."""
    canvas, placed = lay(pixels, recipe)
    return Prepared(_tensor(canvas, recipe), placed, canvas.shape[1], canvas.shape[0])


def lay(pixels: NDArray[np.uint8], recipe: Recipe) -> tuple[NDArray[np.uint8], Fit]:
    """The canvas, and how the picture was laid into it."""
    height, width = pixels.shape[:2]
    inner, canvas = _sizes(width, height, recipe)
    scaled = _resized(pixels, inner, recipe.resample)
    if recipe.resize in _CORNER:
        left = top = 0
    else:
        left, top = (_half(canvas[axis] - inner[axis], recipe.resize) for axis in (0, 1))
    placed = Fit(inner[0] / width, inner[1] / height, left, top, width, height)
    cut = scaled[max(0, -top) :, max(0, -left) :][: canvas[1], : canvas[0]]
    left, top = max(0, left), max(0, top)
    right, bottom = canvas[0] - left - cut.shape[1], canvas[1] - top - cut.shape[0]
    if not (left or top or right or bottom):
        return cut, placed
    replicate = recipe.pad is None and recipe.resize == "keep"
    filled = cv2.copyMakeBorder(
        cut, top, bottom, left, right,
        cv2.BORDER_REPLICATE if replicate else cv2.BORDER_CONSTANT,
        value=PAD_GREY if recipe.pad is None else (recipe.pad,) * 3,
    )  # fmt: skip
    return np.asarray(filled, np.uint8), placed


def _sizes(width: int, height: int, recipe: Recipe) -> tuple[tuple[int, int], tuple[int, int]]:
    """Width and height of the scaled picture, and of the canvas."""
    if recipe.resize == "keep":
        return (width, height), _strides(width, height, recipe.stride)
    if recipe.resize == "cover":
        inner = _covering(width, height, recipe)
        return inner, recipe.canvas or _strides(*inner, recipe.stride)
    if recipe.canvas is not None:
        scale = min(recipe.canvas[0] / width, recipe.canvas[1] / height)
    else:
        scale = (recipe.longest or DEFAULT_LONGEST) / max(width, height)
    inner = max(1, round(width * scale)), max(1, round(height * scale))
    canvas = recipe.canvas or _strides(*inner, recipe.stride)
    return (canvas, canvas) if recipe.resize == "stretch" else (inner, canvas)


def _covering(width: int, height: int, recipe: Recipe) -> tuple[int, int]:
    """The short side as asked, the long one cut down to whole pixels, as trainers' code does."""
    low, high = min(width, height), max(width, height)
    if recipe.short is not None:
        short = recipe.short
        if recipe.longest is not None:
            short = min(short, max(1, round(recipe.longest * low / high)))
        long = max(1, short * high // low)
        return (short, long) if width <= height else (long, short)
    canvas = recipe.canvas or (DEFAULT_LONGEST, DEFAULT_LONGEST)
    scale = max(canvas[0] / width, canvas[1] / height)
    return max(canvas[0], round(width * scale)), max(canvas[1], round(height * scale))


def _half(spare: int, resize: Resize) -> int:
    """Where the picture begins; a cut takes the smaller half first, as trainers' code does."""
    return -(-spare // 2) if resize == "cover" else spare // 2


def _strides(width: int, height: int, stride: int) -> tuple[int, int]:
    return -(-width // stride) * stride, -(-height // stride) * stride


def _resized(
    pixels: NDArray[np.uint8], size: tuple[int, int], resample: str | None
) -> NDArray[np.uint8]:
    if resample is None:
        return resize(pixels, *size)
    if (pixels.shape[1], pixels.shape[0]) == size:
        return pixels
    from PIL import Image

    method = Image.Resampling[resample.upper()]
    return np.asarray(Image.fromarray(pixels).resize(size, method), np.uint8)


def _tensor(canvas: NDArray[np.uint8], recipe: Recipe) -> NDArray[np.generic]:
    if recipe.channels == "grey":
        canvas = np.asarray(cv2.cvtColor(canvas, cv2.COLOR_RGB2GRAY), np.uint8)[:, :, None]
    elif recipe.channels == "bgr":
        canvas = canvas[:, :, ::-1]
    if recipe.layout == "nchw":
        canvas = canvas.transpose(2, 0, 1)
    if recipe.dtype == "uint8":
        return np.ascontiguousarray(canvas)
    count = 1 if recipe.channels == "grey" else 3
    shape = (count, 1, 1) if recipe.layout == "nchw" else (1, 1, count)
    spread = np.array(recipe.std or (1.0,), np.float64)
    factor = np.broadcast_to(recipe.rescale / spread, (count,)).astype(np.float32)
    tensor = np.ascontiguousarray(canvas).astype(np.float32)
    tensor *= factor.reshape(shape)
    if recipe.mean:
        mean = np.array(recipe.mean, np.float64)
        shift = np.broadcast_to(mean / spread, (count,)).astype(np.float32)
        tensor -= shift.reshape(shape)
    return tensor.astype(np.float16) if recipe.dtype == "float16" else tensor


def _read(told: Mapping[str, Any]) -> Recipe:
    manner = told.get("resize", "letterbox")
    if manner not in get_args(Resize):
        raise ValueError(manner)
    return Recipe(
        input=str(told.get("input", "images")),
        resize=manner,
        canvas=_canvas(told, manner),
        longest=_whole(told, "longest"),
        short=_whole(told, "short"),
        stride=_whole(told, "stride") or _default_stride(told, manner),
        resample=_one_of(told, "resample", (None, "nearest", "bilinear", "bicubic", "lanczos")),
        pad=_whole(told, "pad"),
        rescale=float(told.get("rescale", 1 / 255)),
        mean=_numbers(told.get("mean", ())),
        std=_numbers(told.get("std", ())),
        channels=_one_of(told, "channels", ("rgb", "bgr", "grey")) or "rgb",
        layout=_one_of(told, "layout", ("nchw", "nhwc")) or "nchw",
        dtype=_one_of(told, "dtype", ("float32", "float16", "uint8")) or "float32",
        batch=_whole(told, "batch"),
    )


def _canvas(told: Mapping[str, Any], manner: str) -> tuple[int, int] | None:
    if manner == "cover" and told.get("crop"):
        height, width = told["crop"]
        return int(width), int(height)
    if told.get("width") and told.get("height") and manner != "keep":
        if manner == "cover" and told.get("short"):
            return None
        return int(told["width"]), int(told["height"])
    return None


def _default_stride(told: Mapping[str, Any], manner: str) -> int:
    """Boxes are found on a canvas of whole strides; nothing else has to be padded."""
    return DEFAULT_STRIDE if manner.startswith("letterbox") and "width" not in told else 1


def _whole(told: Mapping[str, Any], name: str) -> int | None:
    value = told.get(name)
    return None if value is None else int(value)


def _one_of(told: Mapping[str, Any], name: str, choices: Sequence[str | None]) -> str | None:
    value = told.get(name, choices[0])
    if value not in choices:
        raise ValueError(value)
    return None if value is None else str(value)


def _numbers(value: Any) -> tuple[float, ...]:
    values = value if isinstance(value, list | tuple) else (value,)
    return tuple(float(item) for item in values)
