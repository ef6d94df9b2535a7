from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.operators.tracking import line_crossings
from tests.pixel_regions import found, together
from tests.tracked import WAY, follow, frames, goes_on

LINE = ((0, 50), (200, 50))


def counts(way, line=LINE, **params: object):
    params["line_segment"] = line
    outcomes = follow(line_crossings, frames(way), None, **params)
    return [(int(one.count_in.value), int(one.count_out.value)) for one in outcomes]


@pytest.mark.parametrize(
    ("anchor", "known"),
    [
        (None, [(0, 0), (0, 0), (0, 0), (1, 0), (1, 0), (1, 0), (1, 1)]),
        ("CENTER", [(0, 0), (0, 0), (1, 0), (1, 0), (1, 0), (1, 1), (1, 1)]),
        ("bottom center", [(0, 0), (0, 0), (0, 0), (1, 0), (1, 1), (1, 1), (1, 1)]),
    ],
)
def test_who_comes_to_the_left_of_the_line_is_in(anchor, known):
    assert counts(WAY, triggering_anchor=anchor) == known


def test_the_regions_that_cross_come_out_in_their_frame():
    outcomes = follow(line_crossings, frames(WAY), line_segment=LINE, triggering_anchor="center")
    assert [len(one.came_in.items) for one in outcomes] == [0, 0, 1, 0, 0, 0, 0]
    assert [len(one.went_out.items) for one in outcomes] == [0, 0, 0, 0, 0, 1, 0]


def test_who_was_gone_for_two_frames_is_met_anew_and_beyond_the_ends_nobody_counts():
    way = [(50, 80), None, None, (50, 20), (50, 80), None, (50, 20), (190, 80)]
    told = counts(way, ((0, 50), (100, 50)), triggering_anchor="center")
    assert told == [(0, 0), (0, 0), (0, 0), (0, 0), (0, 1), (0, 1), (1, 1), (1, 1)]


def test_the_counts_go_on_in_the_next_call_of_a_session():
    assert goes_on(line_crossings, frames(WAY), line_segment=LINE)


def test_regions_without_a_track_say_what_to_do():
    (outcome,) = follow(line_crossings, [together(found((1, 1, 9, 9)))])
    assert isinstance(outcome, Failure)
    assert "Put a tracker before" in outcome.error.message


def test_a_line_needs_two_points():
    with pytest.raises(ValidationError):
        line_crossings.Params(line_segment=((5, 5), (5, 5)))
