from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.operators.tracking import steady_tracker
from tests.pixel_regions import SIZE, together
from tests.tracked import follow, goes_on
from tests.two_cars import FRAMES, told

COMMON = {"per_class": False, "first_number": 0}


def test_an_unsure_find_goes_on_with_a_track_that_was_just_seen_only():
    outcomes = follow(steady_tracker, FRAMES, None, **COMMON)
    assert [told(outcome.regions) for outcome in outcomes] == [
        {}, {"0": 15}, {"0": 20}, {"0": 25, "1": 108}, {"1": 104}, {"1": 100},
        {"0": 40, "1": 96}, {"0": 45, "1": 92}, {"0": 50, "1": 88},
    ]  # fmt: skip
    assert outcomes[0].regions.placement == SIZE
    assert [list(told(outcome.new)) for outcome in outcomes][:4] == [[], ["0"], [], ["1"]]


@pytest.mark.parametrize("frames", [1, 2])
def test_the_first_frame_is_told_at_once_only_where_told_so(frames):
    for at_once in (True, False):
        outcomes = follow(
            steady_tracker, FRAMES, None, **COMMON, minimum_consecutive_frames=frames,
            instant_first_frame_activation=at_once,
        )  # fmt: skip
        assert bool(outcomes[0].regions.items) is at_once


def test_a_moving_camera_is_refused_rather_than_ignored():
    with pytest.raises(ValidationError):
        steady_tracker.Params(enable_cmc=True)


def test_tracks_go_on_in_the_next_call_of_a_session():
    assert goes_on(steady_tracker, FRAMES)


def test_empty_frames_have_no_tracks():
    assert follow(steady_tracker, [together()] * 3)[2].regions.items == ()
