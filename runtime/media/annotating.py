"""Regions drawn by the annotators of supervision: what they need, and the picture they give back.

Import it inside functions: supervision is slow to load.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import supervision as sv

from runtime.contracts.errors import OperatorFailedError
from runtime.media.palettes import palette
from runtime.media.region_pixels import paint_mask

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from runtime.contracts.values import Concept, Image, Region, Regions
    from runtime.media.color_choice import ColorParams

_MANY = 1 << 16
_MOST_MASK_PIXELS = 1_000_000_000
"""Of all masks together, a byte each."""


def annotated(
    image: Image, regions: Regions, annotator: Any, *, outlines: bool = True, **more: Any
) -> Image:
    """The picture with the regions drawn by one annotator, which may need no outlines."""
    found = detections(regions, image, outlines=outlines)
    return drawn(image, lambda scene: annotator.annotate(scene=scene, detections=found, **more))


def drawn(image: Image, draw: Callable[[NDArray[np.uint8]], Any]) -> Image:
    """The same view with what `draw` makes of a copy of its pixels, in blue, green, red."""
    scene = np.ascontiguousarray(image.pixels[:, :, ::-1])
    return image.with_pixels(np.ascontiguousarray(draw(scene)[:, :, ::-1]))


def detections(regions: Regions, image: Image, *, outlines: bool = True) -> sv.Detections:
    """The regions in pixels of this picture; masks only when one of them has an outline.

    Raises an `OperatorFailedError` where the masks would fill the memory.
    """
    items = regions.items
    if not items:
        return sv.Detections.empty()
    scale = (image.width, image.height, image.width, image.height)
    boxes = [(item.box.left, item.box.top, item.box.right, item.box.bottom) for item in items]
    masks = None
    if outlines and any(item.polygon for item in items):
        _check_masks(len(items), image)
        masks = np.stack([_mask(item, image) for item in items])
    tracks = [track_number(item) for item in items]
    return sv.Detections(
        # A share times a size is off by a hair, which would be a pixel where ends are rounded down.
        xyxy=np.round(np.asarray(boxes, np.float64) * scale, 4),
        mask=masks,
        confidence=np.asarray([item.score for item in items], np.float64),
        class_id=np.asarray([class_number(item.concepts) for item in items], np.int64),
        tracker_id=np.asarray(tracks) if any(item.track_id for item in items) else None,
        data={"class_name": np.asarray([class_name(item) for item in items], dtype=object)},
    )


def _check_masks(count: int, image: Image) -> None:
    if count * image.width * image.height > _MOST_MASK_PIXELS:
        message = (
            f"{count} outlines on {image.width} by {image.height} pixels are too many to draw. "
            "Scale the picture down first, or keep fewer regions."
        )
        raise OperatorFailedError(message, port="regions")


def _mask(region: Region, image: Image) -> NDArray[np.bool_]:
    mask = np.zeros((image.height, image.width), np.uint8)
    paint_mask(mask, region, image)
    return mask > 0


def class_name(region: Region) -> str:
    """The name of its first concept."""
    return region.concepts[0].name if region.concepts else ""


def class_number(concepts: tuple[Concept, ...]) -> int:
    """The class's number, or one made of its name; -1, which is grey, without a class."""
    if not concepts:
        return -1
    first = concepts[0]
    return first.number if first.number is not None else zlib.crc32(first.name.encode()) % _MANY


def track_number(region: Region) -> int:
    """The digits of its track, or a number made of its name; -1 without a track."""
    if region.track_id is None:
        return -1
    digits = re.search(r"\d+$", region.track_id)
    return int(digits[0]) % _MANY if digits else zlib.crc32(region.track_id.encode()) % _MANY


class _Palette(sv.ColorPalette):
    """Grey for what has no number."""

    def by_idx(self, idx: int) -> sv.Color:
        return sv.Color.GREY if idx < 0 else self.colors[idx % len(self.colors)]


def colors(params: ColorParams) -> sv.ColorPalette:
    """The palette that the parameters choose."""
    match params.color_palette:
        case "CUSTOM" if params.custom_colors:
            chosen = [sv.Color.from_hex(color) for color in params.custom_colors]
        case "ROBOFLOW":
            chosen = list(sv.ColorPalette.ROBOFLOW.colors)
        case "DEFAULT" | "CUSTOM":
            chosen = list(sv.ColorPalette.DEFAULT.colors)
        case name:
            found = palette(name.removeprefix("Matplotlib ").lower(), params.palette_size)
            chosen = [sv.Color(*color) for color in found]
    return _Palette(colors=chosen)


def color_choice(params: ColorParams) -> dict[str, Any]:
    """What every annotator with a palette takes."""
    return {"color": colors(params), "color_lookup": getattr(sv.ColorLookup, params.color_axis)}


def spot(name: str) -> sv.Position:
    """A place of a region."""
    return getattr(sv.Position, name)  # type: ignore[no-any-return]  # an enum by name


def hex_color(color: str) -> sv.Color:
    """`#rrggbb` as supervision has it."""
    return sv.Color.from_hex(color)


def bgr(color: str) -> tuple[int, int, int]:
    """`#rrggbb` as OpenCV draws it on a scene."""
    found = sv.Color.from_hex(color)
    return found.b, found.g, found.r


def colors_of(found: sv.Detections, params: ColorParams) -> list[tuple[int, int, int]]:
    """The colour of each region in red, green and blue."""
    chosen = colors(params)
    keys = {"INDEX": range(len(found)), "CLASS": found.class_id, "TRACK": found.tracker_id}
    numbers = keys[params.color_axis]
    chosen_by = [-1] * len(found) if numbers is None else [int(number) for number in numbers]
    return [chosen.by_idx(number).as_rgb() for number in chosen_by]
