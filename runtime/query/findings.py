"""What was found in a picture, as an event tells it: pixels, with the middle of each box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.contracts.values import Concepts
from runtime.query.detections import DIGITS, detections_of

if TYPE_CHECKING:
    from runtime.contracts.values import Regions
    from runtime.query.detections import Detection

MOST = 1000
"""Of one sort; readers of events take no more."""
UNNAMED = "unknown"


def findings(found: Regions | Concepts | None) -> dict[str, list[dict[str, Any]]]:
    """By sort, at most `MOST` of each. Raises `QueryError` where the picture's size is unknown."""
    if found is None:
        return {}
    if isinstance(found, Concepts):
        classes = [{"class": one.name, "confidence": one.value} for one in found.items]
        sorts = {"classifications": classes}
    else:
        sorts = _sorted(detections_of(found))
    return {sort: entries[:MOST] for sort, entries in sorts.items() if entries}


def _sorted(detections: list[Detection]) -> dict[str, list[dict[str, Any]]]:
    """All have the sort that any of them shows; one without an outline is a box still."""
    if any(one.region.keypoints for one in detections):
        return {"keypoints": [{**_box(one), "keypoints": _points(one)} for one in detections]}
    boxes = [_box(one) for one in detections if len(one.region.polygon) < 3]
    outlined = [
        {**_box(one), "points": _outline(one)} for one in detections if len(one.region.polygon) >= 3
    ]
    return {"objectDetections": boxes, "instanceSegmentations": outlined}


def _box(one: Detection) -> dict[str, Any]:
    left, top, right, bottom = one.pixels
    concept = one.concept
    return {
        "class": one.name or UNNAMED,
        "x": round((left + right) / 2, DIGITS),
        "y": round((top + bottom) / 2, DIGITS),
        "width": round(right - left, DIGITS),
        "height": round(bottom - top, DIGITS),
        "confidence": min(1.0, max(0.0, concept.value)) if concept else 0.0,
    }


def _points(one: Detection) -> list[dict[str, Any]]:
    width, height = one.size
    return [
        {"id": number, "x": round(point.x * width, DIGITS), "y": round(point.y * height, DIGITS)}
        for number, point in enumerate(one.region.keypoints)
    ]


def _outline(one: Detection) -> list[list[float]]:
    width, height = one.size
    return [[round(x * width, DIGITS), round(y * height, DIGITS)] for x, y in one.region.polygon]
