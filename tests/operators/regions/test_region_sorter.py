from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    Box,
    Concept,
    Region,
    Regions,
)
from runtime.operators.regions import region_sorter
from runtime.operators.regions.region_sorter import Inputs, Params
from tests.contexts import context_for


def region(region_id: str, box: tuple[float, ...] = (0, 0, 1, 1), text=None, **scores: float):
    """With box as top, left, bottom, right."""
    concepts = tuple(Concept(name, name, score) for name, score in scores.items())
    return Region(region_id, Box(*box), concepts, text)


def run(*batch: Inputs, **params: object):
    return region_sorter.run(batch, Params(**params), context_for(region_sorter))


def ids(regions: Regions) -> list[str]:
    return [item.id for item in regions.items]


FOUND = Regions(
    (
        region("c", (0.52, 0.1, 0.6, 0.2), word=0.4),
        region("b", (0.12, 0.5, 0.2, 0.9), word=0.9),
        region("a", (0.1, 0.05, 0.3, 0.15), word=0.2),
    )
)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, ["b", "c", "a"]),
        ({"by": "area"}, ["b", "a", "c"]),
        ({"by": "left"}, ["a", "c", "b"]),
        ({"by": "top"}, ["a", "b", "c"]),
        ({"by": "reading order"}, ["a", "b", "c"]),
        ({"by": "left", "reverse": True}, ["b", "c", "a"]),
        ({"by": "left", "reverse": True, "max_regions": 2}, ["b", "c"]),
    ],
)
def test_regions_are_put_in_order(params: dict[str, object], expected: list[str]):
    assert ids(run(Inputs(FOUND), **params)[0].regions) == expected


def test_words_of_one_line_go_from_left_to_right_though_the_right_one_is_higher():
    line = Regions((region("right", (0.1, 0.6, 0.2, 0.7)), region("left", (0.12, 0.1, 0.22, 0.2))))
    assert ids(run(Inputs(line), by="reading order")[0].regions) == ["left", "right"]


def test_params_out_of_bounds_are_refused():
    with pytest.raises(ValidationError):
        Params(max_regions=0)
