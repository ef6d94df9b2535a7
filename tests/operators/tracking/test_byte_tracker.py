from __future__ import annotations

import pytest

from runtime.operators.tracking import byte_tracker
from tests.contexts import run_along
from tests.scenes import at, crossing, frames, ids
from tests.tracked import follow, goes_on
from tests.two_cars import FRAMES, told


def test_two_that_cross_keep_their_tracks_for_sixty_frames():
    outcomes = run_along(byte_tracker, frames(*crossing()))
    tracks = {name: set(ids(outcomes, name)) for name in ("a", "b")}
    assert tracks["a"] | tracks["b"] == {"1", "2"}
    assert all(len(found) == 1 for found in tracks.values())


def test_each_is_new_once():
    outcomes = run_along(byte_tracker, frames(*crossing()[:10]))
    assert [len(outcome.new.items) for outcome in outcomes] == [2, *[0] * 9]


def test_a_half_hidden_object_goes_on_by_an_unsure_find():
    scores = [0.9, 0.9, 0.9, 0.2, 0.2, 0.2, 0.9]
    scenes = [[at("a", 0.2 + 0.02 * i, 0.5, score)] for i, score in enumerate(scores)]
    assert ids(run_along(byte_tracker, frames(*scenes)), "a") == ["1"] * 7


def test_an_unsure_find_alone_begins_no_track():
    scenes = [[at("a", 0.2, 0.5, 0.3)]] * 5
    assert ids(run_along(byte_tracker, frames(*scenes)), "a") == [None] * 5
    assert ids(
        run_along(byte_tracker, frames(*scenes), confidence_thresh=0.2,
                  new_track_confidence_thresh=0.2), "a"
    ) == ["1"] * 5  # fmt: skip


def test_an_object_that_was_hidden_comes_back_as_itself_where_it_must_be_by_then():
    seen = [*range(10), *range(15, 20)]
    scenes = [[at("a", 0.1 + 0.03 * i, 0.5)] if i in seen else [] for i in range(20)]
    tracks = ids(run_along(byte_tracker, frames(*scenes)), "a")
    assert tracks == ["1"] * 10 + [None] * 5 + ["1"] * 5
    short = ids(run_along(byte_tracker, frames(*scenes), max_disappeared=3), "a")
    assert short[-1] == "2"


def test_two_classes_are_two_tracks():
    scenes = [[at("a", 0.5, 0.5, label="car" if i < 3 else "bus")] for i in range(8)]
    assert ids(run_along(byte_tracker, frames(*scenes)), "a")[-1] == "2"
    assert set(ids(run_along(byte_tracker, frames(*scenes), per_class=False), "a")) == {"1"}


def test_a_track_is_told_once_it_was_seen_often_enough():
    scenes = [[at("a", 0.5, 0.5)]] * 6
    tracks = ids(run_along(byte_tracker, frames(*scenes), min_visible_frames=4,
                           track_id_prefix="car-"), "a")  # fmt: skip
    assert tracks == [None, None, None, "car-1", "car-1", "car-1"]


def test_frames_without_regions_are_no_fault():
    outcomes = run_along(byte_tracker, frames([], [], [at("a", 0.5, 0.5)], []))
    assert [len(outcome.regions.items) for outcome in outcomes] == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("params", "known"),
    [
        (
            {},
            [
                {"1": 10}, {"1": 15}, {"1": 20}, {"1": 25, "2": 108}, {"2": 104}, {"2": 100},
                {"1": 40, "2": 96}, {"1": 45, "2": 92}, {"1": 50, "2": 88},
            ],
        ),
        (
            {"min_visible_frames": 3},
            [
                {}, {}, {"1": 20}, {"1": 25}, {"2": 104}, {"2": 100},
                {"1": 40, "2": 96}, {"1": 45, "2": 92}, {"1": 50, "2": 88},
            ],
        ),
        (
            {"confidence_thresh": 0.75},
            [
                {"1": 10}, {"1": 15}, {"1": 20}, {"1": 25}, {}, {}, {"1": 40}, {"1": 45},
                {"1": 50},
            ],
        ),
    ],
)  # fmt: skip
def test_tracks_can_be_told_only_once_they_are_confirmed(params, known):
    params = {
        "confidence_thresh": 0.25, "new_track_confidence_thresh": None, "weigh_by_score": True,
        "confirmed_only": True, "per_class": False, **params,
    }  # fmt: skip
    outcomes = follow(byte_tracker, FRAMES, **params)
    assert [told(outcome.regions) for outcome in outcomes] == known
    assert [*outcomes[-1].new.items, *outcomes[-1].again.items] == [*outcomes[-1].regions.items]
    assert goes_on(byte_tracker, FRAMES, **params)
