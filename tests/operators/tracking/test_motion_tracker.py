from __future__ import annotations

from runtime.operators.tracking import motion_tracker
from tests.pixel_regions import SIZE, found, together
from tests.tracked import follow, goes_on
from tests.two_cars import FRAMES, told

COMMON = {"min_confidence": 0, "first_number": 0}


def test_tracks_are_told_at_the_begin_and_once_they_were_seen_running():
    outcomes = follow(motion_tracker, FRAMES, None, **COMMON)
    assert [told(outcome.regions) for outcome in outcomes] == [
        {}, {"0": 15}, {"0": 20}, {"0": 25, "1": 108}, {}, {"1": 100}, {"1": 96}, {"1": 92},
        {"0": 50, "1": 88},
    ]  # fmt: skip
    assert outcomes[0].regions.placement == SIZE


def test_each_is_new_once():
    outcomes = follow(motion_tracker, FRAMES, None, **COMMON)
    assert [list(told(outcome.new)) for outcome in outcomes][:4] == [[], ["0"], [], ["1"]]
    assert list(told(outcomes[8].again)) == ["0", "1"]


def test_who_was_missed_is_found_where_it_was_last_seen():
    """It stops while it is hidden: the foretold box has moved on, the last seen one has not."""
    way = [10, 25, 40, 55, None, None, None, 55, 55, 55]
    frames = [
        together() if left is None else together(found((left, 10, left + 30, 40), region_id="a"))
        for left in way
    ]
    outcomes = follow(motion_tracker, frames, None, **COMMON)
    assert told(outcomes[-1].regions) == {"0": 55}


def test_a_track_keeps_to_its_class_where_told_so():
    frames = [together(found((10, 10, 40, 40), name=name)) for name in ("car", "car", "van", "van")]
    kept, free = (
        follow(motion_tracker, frames, None, **COMMON, per_class=per_class)
        for per_class in (True, False)
    )
    assert list(told(kept[3].regions)) == ["1"]
    assert list(told(free[3].regions)) == ["0"]


def test_tracks_go_on_in_the_next_call_of_a_session():
    assert goes_on(motion_tracker, FRAMES)


def test_empty_frames_have_no_tracks():
    assert follow(motion_tracker, [together()] * 3)[2].regions.items == ()
