"""Operations on detections, all but those that judge each by a condition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from runtime.contracts.values import Box, Region, Regions
from runtime.query import picture_operations
from runtime.query.as_dictionary import dictionary_of
from runtime.query.detections import Detection, detections_of, properties_of, property_of
from runtime.query.words import needs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from runtime.query.written import Written


def _detections(value: Any) -> Regions:
    return needs(value, Regions, "detections")


def kept(regions: Regions, items: Iterable[Detection]) -> Regions:
    """Some of the detections, or all in another order."""
    return replace(regions, items=tuple(one.region for one in items))


def _properties(value: Any, how: picture_operations.DetectionsPropertyExtract) -> list[Any]:
    return properties_of(_detections(value), how.property_name)


def _property(value: Any, how: picture_operations.ExtractDetectionProperty) -> Any:
    return property_of(needs(value, Detection, "one detection"), how.property_name)


def _dictionary(value: Any, _: picture_operations.DetectionsToDictionary) -> dict[str, Any]:
    return dictionary_of(_detections(value))


_SORTED_BY: dict[str, Callable[[Detection], float]] = {
    "confidence": lambda one: float(property_of(one, "confidence")),
    "x_min": lambda one: one.pixels[0],
    "y_min": lambda one: one.pixels[1],
    "x_max": lambda one: one.pixels[2],
    "y_max": lambda one: one.pixels[3],
    "size": lambda one: one.area,
    "center_x": lambda one: one.center[0],
    "center_y": lambda one: one.center[1],
}


def _sorted(value: Any, how: picture_operations.SortDetections) -> Regions:
    regions = _detections(value)
    ordered = sorted(detections_of(regions), key=_SORTED_BY[how.mode])
    return kept(regions, ordered if how.ascending else reversed(ordered))


_CHOSEN: dict[str, Callable[[list[Detection]], Detection]] = {
    "first": lambda every: every[0],
    "last": lambda every: every[-1],
    "left_most": lambda every: min(every, key=_SORTED_BY["center_x"]),
    "right_most": lambda every: max(every, key=_SORTED_BY["center_x"]),
    "top_confidence": lambda every: max(every, key=_SORTED_BY["confidence"]),
}


def _selected(value: Any, how: picture_operations.DetectionsSelection) -> Regions:
    regions = _detections(value)
    every = detections_of(regions)
    return kept(regions, [_CHOSEN[how.mode](every)]) if every else regions


def _offset(value: Any, how: picture_operations.DetectionsOffset) -> Regions:
    across, down = how.offset_x / 2, how.offset_y / 2
    return _moved(_detections(value), (-across, -down, across, down))


def _shifted(value: Any, how: picture_operations.DetectionsShift) -> Regions:
    return _moved(_detections(value), (how.shift_x, how.shift_y, how.shift_x, how.shift_y))


def _moved(regions: Regions, by: tuple[float, float, float, float]) -> Regions:
    """Each side of each box moved by pixels; boxes may reach beyond the picture."""
    return replace(regions, items=tuple(_carried(one, by) for one in detections_of(regions)))


def _carried(one: Detection, by: tuple[float, float, float, float]) -> Region:
    width, height = one.size
    left, top, right, bottom = (side + add for side, add in zip(one.pixels, by, strict=True))
    left, right = min(left, right), max(left, right)
    top, bottom = min(top, bottom), max(top, bottom)
    box = Box(top=top / height, left=left / width, bottom=bottom / height, right=right / width)
    return replace(one.region, box=box)


def _within(value: Any, how: picture_operations.PickDetectionsByParentClass) -> Regions:
    regions = _detections(value)
    every = detections_of(regions)
    parents = [one for one in every if one.name == how.parent_class]
    inside = [
        one
        for one in every
        if one.name != how.parent_class and any(_holds(parent, one) for parent in parents)
    ]
    return kept(regions, [*parents, *inside])


def _holds(parent: Detection, one: Detection) -> bool:
    left, top, right, bottom = parent.pixels
    x, y = one.center
    return left <= x <= right and top <= y <= bottom


OPERATIONS: dict[type[Written], Callable[[Any, Any], Any]] = {
    picture_operations.DetectionsPropertyExtract: _properties,
    picture_operations.ExtractDetectionProperty: _property,
    picture_operations.DetectionsToDictionary: _dictionary,
    picture_operations.SortDetections: _sorted,
    picture_operations.DetectionsSelection: _selected,
    picture_operations.DetectionsOffset: _offset,
    picture_operations.DetectionsShift: _shifted,
    picture_operations.PickDetectionsByParentClass: _within,
}
