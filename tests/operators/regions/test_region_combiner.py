from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.contracts.values import (
    Box,
    Concept,
    Placement,
    Region,
    Regions,
)
from runtime.operators.regions import region_combiner
from runtime.operators.regions.region_combiner import Inputs, Params
from tests.contexts import context_for, run_once


def region(region_id: str, box: tuple[float, ...] = (0, 0, 1, 1), text=None, **scores: float):
    """With box as top, left, bottom, right."""
    concepts = tuple(Concept(name, name, score) for name, score in scores.items())
    return Region(region_id, Box(*box), concepts, text)


def run(*batch: Inputs, **params: object):
    return region_combiner.run(batch, Params(**params), context_for(region_combiner))


def ids(regions: Regions) -> list[str]:
    return [item.id for item in regions.items]


FACES = Regions((region("r1", (0, 0, 0.2, 0.2), face=0.9), region("r2", (0, 0.5, 0.1, 0.6), "A")))
PLATES = Regions((region("r1", (0.5, 0.5, 0.9, 0.8), "B", plate=0.8, face=0.1),))


def test_lists_follow_one_another_and_every_id_is_unique():
    (outcome,) = run(Inputs(FACES, PLATES, PLATES))
    assert ids(outcome.regions) == ["r1", "r2", "r1-2", "r1-3"]
    assert outcome.regions.items[2].box == PLATES.items[0].box


def test_one_that_is_absent_is_left_out():
    assert ids(run(Inputs(None, PLATES))[0].regions) == ["r1"]


def test_all_can_become_one_region():
    (one,) = run(Inputs(FACES, PLATES), as_one=True)[0].regions.items
    assert one.box == Box(0, 0, 0.9, 0.8)
    assert [(item.name, item.value) for item in one.concepts] == [("face", 0.9), ("plate", 0.8)]
    assert one.text == "A\nB"


def test_no_regions_make_none():
    assert run(Inputs(Regions()), as_one=True)[0].regions == Regions()


def test_nothing_wired_says_what_to_wire():
    failed, fine = run(Inputs(), Inputs(FACES))
    assert isinstance(failed, Failure)
    assert "Wire at least one" in failed.error.message
    assert ids(fine.regions) == ["r1", "r2"]


def test_an_unknown_setting_is_refused():
    with pytest.raises(ValidationError):
        Params(fourth=True)


def test_the_size_of_the_picture_is_kept():
    placed = Regions((), Placement(200, 100))
    assert run_once(region_combiner, {"first": Regions(), "second": placed}).regions == placed
