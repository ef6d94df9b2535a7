"""Detections as an answer tells them: pixels, with the middle of each box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.query.detections import DIGITS, detections_of, property_of

if TYPE_CHECKING:
    from runtime.contracts.values import Regions
    from runtime.query.detections import Detection


def dictionary_of(regions: Regions) -> dict[str, Any]:
    """The picture's size and each detection."""
    placement = regions.placement
    known = placement is not None and bool(regions.items)
    return {
        "image": {
            "width": placement.width if placement is not None and known else None,
            "height": placement.height if placement is not None and known else None,
        },
        "predictions": [_told(one) for one in detections_of(regions)],
    }


def _told(one: Detection) -> dict[str, Any]:
    left, top, right, bottom = one.pixels
    wide, high = abs(right - left), abs(bottom - top)
    told: dict[str, Any] = {
        "width": round(wide, DIGITS),
        "height": round(high, DIGITS),
        "x": round(left + wide / 2, DIGITS),
        "y": round(top + high / 2, DIGITS),
        "confidence": property_of(one, "confidence"),
        "class_id": property_of(one, "class_id"),
    }
    width, height = one.size
    region = one.region
    if region.polygon:
        told["points"] = [
            {"x": round(x * width, DIGITS), "y": round(y * height, DIGITS)}
            for x, y in region.polygon
        ]
    if region.track_id is not None:
        told["tracker_id"] = property_of(one, "tracker_id")
    told |= {"class": one.name, "detection_id": region.id}
    if region.keypoints:
        told["keypoints"] = [
            {
                "class_id": number,
                "class": point.name,
                "confidence": point.value,
                "x": round(point.x * width, DIGITS),
                "y": round(point.y * height, DIGITS),
            }
            for number, point in enumerate(region.keypoints)
        ]
    told["parent_id"] = one.placement.id if one.placement and one.placement.id else "image"
    return told
