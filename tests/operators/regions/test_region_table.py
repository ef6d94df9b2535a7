from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    Box,
    Concept,
    Region,
    Regions,
)
from runtime.operators.regions import region_table
from runtime.operators.regions.region_table import Inputs, Params
from tests.contexts import context_for
from tests.pictures import solid


def region(region_id: str, box: tuple[float, ...] = (0, 0, 1, 1), text=None, **scores: float):
    """With box as top, left, bottom, right."""
    concepts = tuple(Concept(name, name, score) for name, score in scores.items())
    return Region(region_id, Box(*box), concepts, text)


def run(*batch: Inputs, **params: object):
    return region_table.run(batch, Params(**params), context_for(region_table))


def ids(regions: Regions) -> list[str]:
    return [item.id for item in regions.items]


FOUND = Regions((region("r1", (0.2, 0.45, 0.3, 0.55), "AB", plate=0.91234, car=0.1), region("r2")))


def test_each_region_is_a_row_with_shares_of_the_picture():
    (outcome,) = run(Inputs(FOUND))
    assert outcome.table.columns[:4] == ("id", "class", "score", "text")
    assert outcome.table.rows == (
        ("r1", "plate", 0.9123, "AB", None, 0.45, 0.2, 0.1, 0.1),
        ("r2", None, None, None, None, 0, 0, 1, 1),
    )


def test_a_wired_picture_turns_places_into_pixels():
    (outcome,) = run(Inputs(FOUND, solid(1000, 500)))
    assert outcome.table.rows[0][5:] == (450, 100, 100, 50)


def test_no_more_rows_than_asked():
    assert len(run(Inputs(FOUND), max_rows=1)[0].table.rows) == 1


def test_params_out_of_bounds_are_refused():
    with pytest.raises(ValidationError):
        Params(max_rows=0)
