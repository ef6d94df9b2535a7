from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.operators.tracking import path_deviation
from tests.tracked import WAY, facts, follow, frames, goes_on

PATH = [[50, 80], [60, 30], [66, 70]]


def test_who_walks_the_path_comes_down_to_no_deviation():
    outcomes = follow(path_deviation, frames([tuple(point) for point in PATH]), reference_path=PATH)
    told = facts(outcomes, "path_deviation")
    assert told == [pytest.approx(50.990195), pytest.approx(40.447497), 0]


def test_who_walks_beside_it_keeps_the_distance():
    way = [(0, 30), (50, 30), (100, 30)]
    outcomes = follow(path_deviation, frames(way), reference_path=[[0, 10], [50, 10], [100, 10]])
    assert facts(outcomes, "path_deviation")[-1] == 20


def test_the_whole_way_counts():
    told = facts(follow(path_deviation, frames(WAY), reference_path=PATH), "path_deviation")
    assert told == pytest.approx(
        [50.990195, 31.048349, 27.313001, 40.447497, 22.36068, 20.099751, 20.099751]
    )


def test_ways_go_on_in_the_next_call_of_a_session():
    assert goes_on(path_deviation, frames(WAY), reference_path=PATH)


def test_a_path_has_a_point_at_least():
    with pytest.raises(ValidationError):
        path_deviation.Params(reference_path=[])
