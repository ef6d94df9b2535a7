from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.operators.tracking import track_speed
from tests.tracked import WAY, facts, follow, frames, goes_on


def test_speed_is_the_way_over_the_time():
    outcomes = follow(track_speed, frames(WAY[:4]), pixels_per_meter=2)
    known = [[0, 0], [10, -100], [15, -75], [25, -75]]
    for told, pair in zip(facts(outcomes, "velocity"), known, strict=True):
        assert told == pytest.approx(pair)
    assert facts(outcomes, "speed")[1] == pytest.approx(100.498756)


def test_the_smoothed_speed_follows_by_half():
    outcomes = follow(track_speed, frames(WAY[:4]), pixels_per_meter=2)
    known = [[0, 0], [5, -50], [10, -62.5], [17.5, -68.75]]
    for told, pair in zip(facts(outcomes, "smoothed_velocity"), known, strict=True):
        assert told == pytest.approx(pair)
    assert facts(outcomes, "smoothed_speed")[3] == pytest.approx(70.942318)


def test_who_is_seen_again_is_measured_over_the_time_between():
    outcomes = follow(track_speed, frames([(10, 10), None, (40, 10)]))
    assert facts(outcomes, "speed")[2] == pytest.approx(150)


def test_speeds_go_on_in_the_next_call_of_a_session():
    assert goes_on(track_speed, frames(WAY))


@pytest.mark.parametrize("params", [{"smoothing_alpha": 0}, {"pixels_per_meter": 0}])
def test_numbers_out_of_bounds_are_refused(params):
    with pytest.raises(ValidationError):
        track_speed.Params(**params)
