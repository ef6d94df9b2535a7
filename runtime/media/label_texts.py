"""What labels say of regions, and how large they are written on pictures of any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import supervision as sv

    from runtime.contracts.values import Image, Regions
    from runtime.media.color_choice import Told

_USUAL_PIXELS = 1080
"""Shorter side of a picture on which automatic sizes are what was asked for."""


def label_texts(  # noqa: PLR0911 - a table of what labels say
    told: Told, regions: Regions, found: sv.Detections
) -> list[str]:
    """One text for each region."""
    from runtime.media.annotating import class_name

    items = regions.items
    match told:
        case "Confidence":
            return [f"{item.score:.2f}" for item in items]
        case "Class and Confidence":
            return [f"{class_name(item)} {item.score:.2f}" for item in items]
        case "Index":
            return [str(index) for index in range(len(items))]
        case "Dimensions":
            return [_dimensions(box) for box in found.xyxy.tolist()]
        case "Area":
            return [str(int(area)) for area in found.area]
        case "Area (mask)":
            return [_fact("Area (mask)", item.facts.get("area_px")) for item in items]
        case "Area (converted)":
            return [_fact("Area (conv)", item.facts.get("area_converted")) for item in items]
        case "Tracker Id":
            return [item.track_id or "No Tracker ID" for item in items]
        case "Time In Zone":
            return [_stay(item.facts.get("time_in_zone")) for item in items]
        case _:
            return [class_name(item) for item in items]


def _dimensions(box: list[float]) -> str:
    left, top, right, bottom = box
    middle = f"{int((left + right) / 2)}, {int((top + bottom) / 2)}"
    return f"{middle} {int(right - left)}x{int(bottom - top)}"


def _fact(name: str, value: float | None) -> str:
    return f"{name}: N/A" if value is None else f"{name}: {value:.2f}"


def _stay(seconds: float | None) -> str:
    return f"In zone: {round(seconds, 2)}s" if seconds else "In zone: N/A"


def fitting_scale(image: Image, scale: float) -> float:
    """The letters' scale for a picture of this size."""
    return max(0.3, min(5.0, scale * min(image.width, image.height) / _USUAL_PIXELS))


def fitting_points(image: Image, points: int) -> int:
    """The font's size for a picture of this size."""
    return max(8, min(128, round(points * min(image.width, image.height) / _USUAL_PIXELS)))
