"""Detections as their clients send them, as stored regions: pixels become 0..1."""

from __future__ import annotations

from typing import Any

from builder.formats.roboflow.trouble import shown

MOST_DETECTIONS = MOST_POINTS = 10_000

_MEASURED = (
    "time_in_zone", "path_deviation", "speed", "smoothed_speed", "area_px", "area_converted",
    "nearest_target_distance",
)  # fmt: skip
"""Numbers that blocks of theirs measured of a detection, which later ones may ask for."""


def size_of(value: Any) -> tuple[int, int] | None:
    """Width and height of the picture that detections or a classification speak of."""
    image = value.get("image") if isinstance(value, dict) else None
    if not isinstance(image, dict):
        return None
    sides: list[Any] = [image.get("width"), image.get("height")]
    if not all(map(_is_size, sides)):
        return None
    return int(sides[0]), int(sides[1])


def regions_of(value: Any) -> dict[str, Any]:
    """The stored regions. Raises `ValueError` with what is wrong."""
    given = value.get("predictions") if isinstance(value, dict) else None
    size = size_of(value)
    if not isinstance(given, list) or size is None:
        message = "it takes detections: {image: {width, height}, predictions: [...]}"
        raise ValueError(message)
    if len(given) > MOST_DETECTIONS:
        message = f"it holds {len(given)} detections; at most {MOST_DETECTIONS} are taken"
        raise ValueError(message)
    items = [_region(item, index, size) for index, item in enumerate(given)]
    first = given[0] if given and isinstance(given[0], dict) else {}
    return {"kind": "regions", "items": items, "placement": placement_of(first, size)}


def placement_of(first: dict[str, Any], size: tuple[int, int]) -> dict[str, Any]:
    """Of the picture that was looked at: a part of another one where it is said so.

    `first` is a classification, or the first detection, which speaks for the others.
    """
    placed: dict[str, Any] = {"width": size[0], "height": size[1]}
    if not isinstance(first.get("root_parent_origin"), dict):
        named = first.get("parent_id")
        return {**placed, "id": named[:64]} if isinstance(named, str) and named else placed
    in_root = _origin(first, "root_parent_origin")
    left, top, wide, high = in_root
    box = [top / high, left / wide, (top + size[1]) / high, (left + size[0]) / wide]
    part = str(first.get("parent_id") or "crop")[:64]
    placed = {**placed, "box": box, "root": [wide, high], "id": part}
    if isinstance(first.get("parent_origin"), dict):
        parent = _origin(first, "parent_origin")
        return placed if parent == in_root else {**placed, "parent": parent}
    return placed


def _origin(first: dict[str, Any], name: str) -> list[int]:
    """Left and top in another picture, and its size."""
    told: list[Any] = [first[name].get(key) for key in ("offset_x", "offset_y", "width", "height")]
    left, top, wide, high = told
    if not (_is_size(wide) and _is_size(high) and _is_number(left) and _is_number(top)):
        message = f"{name} needs offset_x, offset_y, width and height"
        raise ValueError(message)
    return [round(side) for side in told]


def _region(item: Any, index: int, size: tuple[int, int]) -> dict[str, Any]:
    if not isinstance(item, dict):
        message = f"prediction {index + 1} is {shown(item)}, no object"
        raise ValueError(message)  # noqa: TRY004 - all that is wrong with a value is a ValueError
    sides: list[Any] = [item.get(name) for name in ("x", "y", "width", "height")]
    if not all(_is_number(side) for side in sides):
        message = f"prediction {index + 1} lacks x, y, width or height, which are numbers"
        raise ValueError(message)
    x, y, width, height = sides
    left, right = (x - width / 2) / size[0], (x + width / 2) / size[0]
    top, bottom = (y - height / 2) / size[1], (y + height / 2) / size[1]
    name, confidence = item.get("class", ""), item.get("confidence", 1.0)
    if not isinstance(name, str) or not _is_number(confidence):
        message = f"prediction {index + 1} needs class, a text, and confidence, a number"
        raise ValueError(message)
    number = item.get("class_id")
    concept = {"id": name, "name": name, "value": float(confidence)}
    if isinstance(number, int) and not isinstance(number, bool):
        concept["number"] = number
    region: dict[str, Any] = {
        "id": str(item.get("detection_id") or f"r{index + 1}")[:64],
        "box": [min(top, bottom), min(left, right), max(top, bottom), max(left, right)],
        "concepts": [concept],
    }
    points = [_point(point, size, index) for point in _listed(item, "points", index)]
    if len(points) > 2:
        region["polygon"] = points
    keypoints = _listed(item, "keypoints", index)
    if keypoints:
        region["keypoints"] = [_keypoint(point, size, index) for point in keypoints]
    if item.get("tracker_id") is not None:
        region["track_id"] = str(item["tracker_id"])[:64]
    if isinstance(item.get("data"), str):
        region["text"] = item["data"]
    facts = {name: item[name] for name in _MEASURED if _is_number(item.get(name))}
    if facts:
        region["facts"] = facts
    return region


def _listed(item: Any, name: str, index: int) -> list[Any]:
    found = item.get(name) or []
    if not isinstance(found, list) or len(found) > MOST_POINTS:
        message = f"prediction {index + 1} needs {name}, a list of at most {MOST_POINTS} points"
        raise ValueError(message)
    return found


def _point(point: Any, size: tuple[int, int], index: int) -> list[float]:
    at: list[Any] = [point.get("x"), point.get("y")] if isinstance(point, dict) else [None]
    if not all(map(_is_number, at)):
        message = f"prediction {index + 1} has a point without x and y, which are numbers"
        raise ValueError(message)
    return [at[0] / size[0], at[1] / size[1]]


def _keypoint(point: Any, size: tuple[int, int], index: int) -> dict[str, Any]:
    x, y = _point(point, size, index)
    confidence = point.get("confidence", 1.0)
    value = float(confidence) if _is_number(confidence) else 1.0
    return {"x": x, "y": y, "value": value, "name": str(point.get("class") or "")}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_size(value: Any) -> bool:
    return _is_number(value) and 0 < value <= 1_000_000
