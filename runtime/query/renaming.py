"""Other names for the classes of detections, and the numbers that go with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from runtime.contracts.values import Concept, Region, Regions
from runtime.query.detections import detections_of
from runtime.query.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.query.detections import Detection


def renamed(
    regions: Regions, names: Mapping[str, str], *, strict: bool, first_number: int
) -> Regions:
    """Each detection under its new name.

    Strict: every class has to be in `names`, and the new classes are numbered from 0 in their
    alphabetical order. Else the others stay, and new classes are numbered from `first_number`.
    """
    every = detections_of(regions)
    if strict:
        for one in every:
            if one.name not in names:
                message = (
                    f"has no new name for the class {one.name!r}. "
                    "Add it to class_map, or set strict to false."
                )
                raise QueryError(message)
        numbers = {name: number for number, name in enumerate(sorted(set(names.values())))}
    else:
        numbers = _numbers(every, names, first_number)
    return replace(
        regions,
        items=tuple(
            classed(one.region, new, _value(one), numbers.get(new))
            for one in every
            for new in [names.get(one.name, one.name)]
        ),
    )


def classed(region: Region, name: str, value: float, number: int | None) -> Region:
    """The region as one of this class and no other."""
    return replace(region, concepts=(Concept(name, name, value, number),))


def _numbers(every: list[Detection], names: Mapping[str, str], first_number: int) -> dict[str, int]:
    known = {
        one.name: one.concept.number
        for one in every
        if one.concept is not None and one.concept.number is not None
    }
    present = {one.name for one in every}
    new = sorted({name for name in names.values() if name not in present})
    return {**known, **{name: first_number + place for place, name in enumerate(new)}}


def _value(one: Detection) -> float:
    return one.concept.value if one.concept is not None else 0.0
