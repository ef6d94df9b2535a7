"""Detections as the language sees them: a region with its picture's size, told in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from runtime.query.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from runtime.contracts.values import Concept, Placement, Region, Regions

DIGITS = 6
"""Of a pixel: what is beyond comes of having been stored as a part of the picture."""


@dataclass(frozen=True)
class Detection:
    """One region, with the size of the picture that it lies in."""

    region: Region
    placement: Placement | None

    @property
    def concept(self) -> Concept | None:
        """The class it is taken for: the surest of its concepts."""
        return max(self.region.concepts, key=lambda one: one.value, default=None)

    @property
    def name(self) -> str:
        """The name of its class; empty without one."""
        return self.concept.name if self.concept else ""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture. Raises `QueryError` where they are not known."""
        if self.placement is None:
            message = (
                "asks for pixels, but it is not known how large the picture is that the regions "
                "lie in. Take them from a node that finds regions in a picture."
            )
            raise QueryError(message)
        return self.placement.width, self.placement.height

    @property
    def pixels(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        width, height = self.size
        box = self.region.box
        return (
            round(box.left * width, DIGITS), round(box.top * height, DIGITS),
            round(box.right * width, DIGITS), round(box.bottom * height, DIGITS),
        )  # fmt: skip

    @property
    def center(self) -> tuple[float, float]:
        """Its middle, in pixels."""
        left, top, right, bottom = self.pixels
        return left + (right - left) / 2, top + (bottom - top) / 2

    @property
    def area(self) -> float:
        """Of its box, in square pixels."""
        left, top, right, bottom = self.pixels
        return (bottom - top) * (right - left)


def detections_of(regions: Regions) -> list[Detection]:
    """Each region with the picture's size."""
    return [Detection(region, regions.placement) for region in regions.items]


def _tracker(one: Detection) -> Any:
    known = one.region.track_id
    return int(known) if known is not None and known.isdecimal() else known


def _polygon(one: Detection) -> Any:
    width, height = one.size
    points = [[round(x * width), round(y * height)] for x, y in one.region.polygon]
    return points or None


def _keypoints(one: Detection) -> Any:
    width, height = one.size
    points = [
        [round(point.x * width, DIGITS), round(point.y * height, DIGITS)]
        for point in one.region.keypoints
    ]
    return points or None


def _kind(one: Detection) -> str:
    if one.region.keypoints:
        return "keypoint-detection"
    return "instance-segmentation" if one.region.polygon else "object-detection"


PROPERTIES: dict[str, Callable[[Detection], Any]] = {
    "confidence": lambda one: one.concept.value if one.concept else 0.0,
    "class_name": lambda one: one.name,
    "class_id": lambda one: one.concept.number if one.concept else None,
    "x_min": lambda one: one.pixels[0],
    "y_min": lambda one: one.pixels[1],
    "x_max": lambda one: one.pixels[2],
    "y_max": lambda one: one.pixels[3],
    "size": lambda one: one.area,
    "center": lambda one: one.center,
    "top_left": lambda one: (one.pixels[0], one.pixels[1]),
    "top_right": lambda one: (one.pixels[2], one.pixels[1]),
    "bottom_left": lambda one: (one.pixels[0], one.pixels[3]),
    "bottom_right": lambda one: (one.pixels[2], one.pixels[3]),
    "tracker_id": _tracker,
    "polygon": _polygon,
    "keypoints_xy": _keypoints,
    "image_dimensions": lambda one: [one.size[1], one.size[0]],
    "prediction_type": _kind,
}
"""What every detection has; others are what a node before it measured."""

POINTS = frozenset({"center", "top_left", "top_right", "bottom_left", "bottom_right"})
"""Told in whole pixels when they are asked of all detections together."""
ASSUMED = frozenset({"tracker_id", "polygon", "keypoints_xy"})
"""Asked of all together, an error where no detection has it."""


def property_of(one: Detection, name: str) -> Any:
    """A property of one detection; None where it has none. What was measured of it goes first."""
    facts = one.region.facts
    if name in facts:
        return facts[name]
    found = PROPERTIES.get(name)
    return found(one) if found is not None else None


def properties_of(regions: Regions, name: str) -> list[Any]:
    """A property of every detection. Raises `QueryError` where they do not have it."""
    every = [property_of(one, name) for one in detections_of(regions)]
    if name in POINTS:
        return [[round(x), round(y)] for x, y in every]
    absent = name in ASSUMED or name not in PROPERTIES
    if every and absent and all(found is None for found in every):
        message = (
            f"asks for {name}, which these detections do not have. "
            "Put a node before it that measures it."
        )
        raise QueryError(message)
    return every
