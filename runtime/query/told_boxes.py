"""Boxes as vision models tell them, each in its own way, as parts of the picture.

The ways are named for the models: corners in 0..1, in thousandths, in percent, or in pixels of the
picture as it was sent, which some makers shrink first.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from runtime.contracts.values import Box, Concept, Region

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runtime.contracts.values import Placement

NAMES = ("class_name", "label", "class", "description")
CORNERS = ("x_min", "y_min", "x_max", "y_max")
OPENAI_EDGE = 2048
ANTHROPIC_EDGE, ANTHROPIC_TILE, ANTHROPIC_TILES = 2576, 28, 4784


@dataclass(frozen=True)
class Telling:
    """Who told, about which picture, and the classes that were asked for."""

    model: str
    picture: Placement
    classes: Sequence[str]


def regions_of(told: Any, telling: Telling) -> tuple[Region, ...]:
    """The regions of what was read. Raises `ValueError`, `KeyError` or `TypeError` for others."""
    numbers = {name: number for number, name in enumerate(telling.classes)}
    regions: list[Region] = []
    for entry in _entries(told):
        corners = _corners(entry, telling)
        if corners is None:
            continue
        name = next((str(entry[key]) for key in NAMES if entry.get(key) is not None), "unknown")
        score = min(max(float(entry.get("confidence", 1.0)), 0.0), 1.0)
        concept = Concept(name, name, score, numbers.get(name, -1))
        regions.append(Region(str(len(regions)), _box(corners, telling.picture), (concept,)))
    return tuple(regions)


def _entries(told: Any) -> list[Mapping[str, Any]]:
    if isinstance(told, dict):
        told = told.get("detections", [told])
    if not isinstance(told, list):
        message = "no list of detections"
        raise TypeError(message)
    return [entry for entry in told if isinstance(entry, dict)]


def _corners(entry: Mapping[str, Any], telling: Telling) -> tuple[float, ...] | None:
    """Left, top, right and bottom in 0..1; None where the entry has no box."""
    box = entry.get("box_2d", entry.get("bbox_2d"))
    if box is None:
        corners = [float(entry[key]) for key in CORNERS]
        scale = 1000 if telling.model == "muse" else 1
        return tuple(_clamped(side / scale) if scale > 1 else side for side in corners)
    if not isinstance(box, list) or len(box) != 4:
        return None
    left, top, right, bottom = (float(side) for side in box)
    match telling.model:
        case "google-gemini":
            left, top, right, bottom = top, left, bottom, right
            return left / 1000, top / 1000, right / 1000, bottom / 1000
        case "spacexai":
            across = down = 100
        case "openai":
            across, down = _shrunk(telling.picture, OPENAI_EDGE)
        case "anthropic-claude":
            across, down = _tiled(telling.picture)
        case _:
            across = down = 1000
    return (
        _clamped(left / across), _clamped(top / down),
        _clamped(right / across), _clamped(bottom / down),
    )  # fmt: skip


def _clamped(part: float) -> float:
    return min(max(part, 0.0), 1.0)


def _box(corners: Sequence[float], picture: Placement) -> Box:
    """To whole pixels of the picture, as the models' answers are coarse."""
    if not all(math.isfinite(side) for side in corners):
        message = "a corner is no number"
        raise ValueError(message)
    wide, high = picture.width, picture.height
    left, right = (round(side * wide) / wide for side in (corners[0], corners[2]))
    top, bottom = (round(side * high) / high for side in (corners[1], corners[3]))
    return Box(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def _shrunk(picture: Placement, edge: int) -> tuple[int, int]:
    longest = max(picture.width, picture.height)
    if longest <= edge:
        return picture.width, picture.height
    scale = edge / longest
    return max(1, round(picture.width * scale)), max(1, round(picture.height * scale))


def _tiled(picture: Placement) -> tuple[int, int]:
    """The largest size of the same shape that the maker's limits of edge and tiles leave."""

    def fits(width: int, height: int) -> bool:
        tiles = math.ceil(width / ANTHROPIC_TILE), math.ceil(height / ANTHROPIC_TILE)
        return max(tiles) * ANTHROPIC_TILE <= ANTHROPIC_EDGE and (
            tiles[0] * tiles[1] <= ANTHROPIC_TILES
        )

    def sized(longest: int) -> tuple[int, int]:
        if picture.width >= picture.height:
            return longest, max(1, round(longest * picture.height / picture.width))
        return max(1, round(longest * picture.width / picture.height)), longest

    if fits(picture.width, picture.height):
        return picture.width, picture.height
    low, high = 1, max(picture.width, picture.height)
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(*sized(middle)) else (low, middle)
    return sized(low)


def florence_regions(told: Any, task: str, telling: Telling) -> tuple[Region, ...]:
    """Of the model Florence: lists of boxes in pixels, and of labels."""
    picture = telling.picture
    quads = told.get("quad_boxes")
    boxes = told["bboxes"] if quads is None else [_around(quad) for quad in quads]
    labels = told.get("bboxes_labels") or told.get("labels") or []
    regions: list[Region] = []
    for place, (left, top, right, bottom) in enumerate(boxes):
        name = labels[place] if place < len(labels) else "unknown"
        name = "roi" if task == "region-proposal" else str(name)
        concept = Concept(name, name, 1.0, _florence_number(name, task, telling.classes))
        box = Box(
            top / picture.height, left / picture.width,
            bottom / picture.height, right / picture.width,
        )  # fmt: skip
        regions.append(Region(str(place), box, (concept,)))
    return tuple(regions)


def _around(quad: Sequence[float]) -> tuple[float, float, float, float]:
    return min(quad[0::2]), min(quad[1::2]), max(quad[0::2]), max(quad[1::2])


def _florence_number(name: str, task: str, classes: Sequence[str]) -> int:
    if task in {"object-detection", "phrase-grounded-object-detection"}:
        digest = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
        return int(digest[:9], 16) % 10_000
    if task == "open-vocabulary-object-detection":
        return classes.index(name) if name in classes else -1
    return 0
