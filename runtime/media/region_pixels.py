"""Regions, whose coordinates are shares, as pixels of their picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.contracts.errors import OperatorFailedError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.values import Box, Image, Region, Regions


def pixel_box(box: Box, image: Image) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom in pixels, clipped to the picture; None without any area."""
    left, right = max(0, round(box.left * image.width)), round(box.right * image.width)
    top, bottom = max(0, round(box.top * image.height)), round(box.bottom * image.height)
    right, bottom = min(image.width, right), min(image.height, bottom)
    return (left, top, right, bottom) if right > left and bottom > top else None


def pixel_points(region: Region, image: Image) -> NDArray[np.int32]:
    """The polygon's corners, or the box's when it has none, clockwise from the top left."""
    import numpy as np

    box = region.box
    points = region.polygon or (
        (box.left, box.top),
        (box.right, box.top),
        (box.right, box.bottom),
        (box.left, box.bottom),
    )
    scaled = np.asarray(points, np.float64) * (image.width - 1, image.height - 1)
    return np.asarray(np.rint(scaled), np.int32)


def paint_mask(
    mask: NDArray[np.uint8], region: Region, image: Image, origin: tuple[int, int] = (0, 0)
) -> None:
    """Set the region's pixels to 255: within its polygon if it has one, else within its box.

    `origin` is where the mask's top left lies in the picture, for a mask of a part of it.
    """
    import numpy as np

    from runtime.media.opencv import cv2

    if region.polygon:
        points = pixel_points(region, image) - np.asarray(origin, np.int32)
        cv2.fillPoly(mask, [points], (255,))
        return
    place = pixel_box(region.box, image)
    if place is not None:
        left, top, right, bottom = place
        x, y = origin
        mask[max(0, top - y) : max(0, bottom - y), max(0, left - x) : max(0, right - x)] = 255


def of_classes(regions: Regions, classes: Collection[str]) -> Iterator[Region]:
    """The regions that carry one of these classes, by id or name; every one when none is named."""
    for region in regions.items:
        names = {name for concept in region.concepts for name in (concept.id, concept.name)}
        if not classes or names & set(classes):
            yield region


def rounded_box(box: Box, regions: Regions) -> tuple[int, int, int, int]:
    """Left, top, right and bottom in pixels of the picture that the regions lie in.

    Raises an `OperatorFailedError` where its size is not known.
    """
    width, height = known_size(regions)
    return (
        round(box.left * width),
        round(box.top * height),
        round(box.right * width),
        round(box.bottom * height),
    )


def known_size(regions: Regions) -> tuple[int, int]:
    """Width and height of the picture that the regions lie in; fails where they are not known."""
    if regions.placement is None:
        message = (
            "The size of the picture that these regions lie in is not known. Wire regions that a "
            "detector found in this run."
        )
        raise OperatorFailedError(message, port="regions")
    return regions.placement.width, regions.placement.height


def region_mask(region: Region, regions: Regions) -> NDArray[np.uint8]:
    """255 within the region's polygon or box, in the size of the picture that it lies in."""
    import numpy as np

    from runtime.contracts.values import Image

    width, height = known_size(regions)
    mask = np.zeros((height, width), np.uint8)
    paint_mask(mask, region, Image(np.broadcast_to(np.uint8(0), (height, width, 3))))
    return mask


def covered(regions: Regions, image: Image) -> NDArray[np.bool_]:
    """Where any region is: within outlines if one has an outline, else within boxes.

    The boxes' ends are rounded down, as they are where boxes are drawn.
    """
    import numpy as np

    outlined = any(region.polygon for region in regions.items)
    found = np.zeros((image.height, image.width), np.uint8)
    for region in regions.items:
        if outlined:
            paint_mask(found, region, image)
            continue
        box = region.box
        # What is added only undoes the loss of a share times a size.
        left, right = (max(0, int(end * image.width + 1e-4)) for end in (box.left, box.right))
        top, bottom = (max(0, int(end * image.height + 1e-4)) for end in (box.top, box.bottom))
        found[top:bottom, left:right] = 255
    return found > 0
