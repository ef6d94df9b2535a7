from __future__ import annotations

import pytest

from runtime.operators.tracking import object_tracker
from tests.pixel_regions import SIZE, together
from tests.tracked import follow, goes_on
from tests.two_cars import FRAMES, told

SORT = {
    "minimum_iou_threshold": 0.3, "minimum_consecutive_frames": 3,
    "track_activation_threshold": 0.25, "high_conf_det_threshold": 0,
}  # fmt: skip
COMMON = {"min_confidence": 0, "per_class": False, "first_number": 0}


@pytest.mark.parametrize(
    ("params", "known"),
    [
        (
            {},
            [
                {}, {"0": 15}, {"0": 20}, {"0": 25, "1": 108}, {"1": 104}, {"0": 35, "1": 100},
                {"0": 40, "1": 96}, {"0": 45, "1": 92}, {"0": 50, "1": 88},
            ],
        ),
        (
            SORT,
            [
                {}, {}, {"0": 20}, {"0": 25}, {"1": 104}, {"0": 35, "1": 100},
                {"0": 40, "1": 96}, {"0": 45, "1": 92}, {"0": 50, "1": 88},
            ],
        ),
    ],
)  # fmt: skip
def test_tracks_are_told_once_they_were_seen_often_enough(params, known):
    outcomes = follow(object_tracker, FRAMES, **COMMON, **params)
    assert [told(outcome.regions) for outcome in outcomes] == known
    assert outcomes[1].regions.placement == SIZE


def test_new_tracks_are_told_once_as_new():
    outcomes = follow(object_tracker, FRAMES, **COMMON)
    assert [list(told(outcome.new)) for outcome in outcomes][:5] == [[], ["0"], [], ["1"], []]
    assert list(told(outcomes[3].again)) == ["0"]


def test_tracks_go_on_in_the_next_call_of_a_session():
    assert goes_on(object_tracker, FRAMES)


def test_empty_frames_have_no_tracks():
    assert follow(object_tracker, [together()] * 3)[2].regions.items == ()
