from __future__ import annotations

import pytest

from runtime.contracts.operator import Context, Place
from runtime.contracts.values import Anchor
from runtime.operators.tracking import track_events
from tests.contexts import Progress, Token
from tests.pixel_regions import together
from tests.tracked import at, follow, goes_on

RULES = {"frame_threshold": 2, "flush_interval": 2, "stale_frames": 2}
FRAMES = [
    together(at(50, 80)), together(at(52, 70)), together(at(56, 60)), together(), together(),
    together(), together(at(80, 20, "2")),
]  # fmt: skip


def test_objects_are_pending_then_logged_then_complete():
    outcomes = follow(track_events, FRAMES, None, **RULES)
    counts = [(one.total_logged.value, one.total_pending.value) for one in outcomes]
    assert counts == [(0, 1), (1, 0), (1, 0), (1, 0), (1, 0), (1, 0), (0, 1)]
    assert [list(one.complete_events.value) for one in outcomes] == [[]] * 6 + [["1"]]


def test_an_entry_tells_when_it_was_seen():
    outcomes = follow(track_events, FRAMES, None, **RULES)
    assert outcomes[3].event_log.value == {
        "logged": {
            "1": {
                "tracker_id": 1, "class_name": "car", "first_seen_frame": 1,
                "first_seen_timestamp": 0, "last_seen_frame": 3,
                "last_seen_timestamp": pytest.approx(0.2), "first_seen_relative": 0,
                "last_seen_relative": pytest.approx(0.2), "frame_count": 3,
            }
        },
        "pending": {},
    }  # fmt: skip


def test_a_picture_that_is_of_no_video_begins_at_no_time():
    stills = [Place((at,), Anchor()) for at in range(2)]
    context = Context(cancel=Token(), progress=Progress(), along=stills)
    for one in follow(track_events, FRAMES[:2], context, **RULES):
        [event] = one.event_log.value["pending"].values()
        assert event["first_seen_relative"] == 0


def test_regions_pass_as_they_came_and_those_without_a_track_are_not_logged():
    frame = together(at(50, 50, None))
    (outcome,) = follow(track_events, [frame], None, frame_threshold=1)
    assert outcome.regions == frame
    assert outcome.total_logged.value == 0


def test_the_log_goes_on_in_the_next_call_of_a_session():
    assert goes_on(track_events, FRAMES, **RULES)
