from __future__ import annotations

from runtime.operators.tracking import kalman_filter_tracker
from tests.contexts import run_along
from tests.scenes import at, crossing, frames, ids


def test_two_that_cross_keep_their_tracks():
    for metric in ("overlap", "centres"):
        outcomes = run_along(
            kalman_filter_tracker, frames(*crossing()), distance_metric=metric, max_distance=0.1
        )
        assert all(len(set(ids(outcomes, name))) == 1 for name in ("a", "b"))


def test_it_is_foretold_where_a_hidden_object_comes_out():
    seen = [*range(10), *range(15, 20)]
    scenes = [[at("a", 0.1 + 0.04 * i, 0.5)] if i in seen else [] for i in range(20)]
    assert ids(run_along(kalman_filter_tracker, frames(*scenes)), "a")[-1] == "1"


def test_too_little_overlap_is_another_track():
    jump = [[at("a", 0.3, 0.5)], [at("a", 0.38, 0.5)]]
    assert ids(run_along(kalman_filter_tracker, frames(*jump)), "a") == ["1", "2"]
    wide = run_along(kalman_filter_tracker, frames(*jump), association_confidence=0.05)
    assert ids(wide, "a") == ["1", "1"]


def test_by_centres_frames_may_be_far_apart():
    jumps = [[at("a", 0.1 + 0.15 * i, 0.3), at("b", 0.1 + 0.15 * i, 0.8)] for i in range(6)]
    outcomes = run_along(kalman_filter_tracker, frames(*jumps), distance_metric="centres")
    assert (set(ids(outcomes, "a")), set(ids(outcomes, "b"))) == ({"1"}, {"2"})


def test_an_unsure_find_begins_no_track_and_one_below_the_least_is_not_looked_at():
    scenes = [[at("a", 0.5, 0.5, 0.2)]] * 3
    assert ids(run_along(kalman_filter_tracker, frames(*scenes)), "a") == [None] * 3
    sure_then_faint = [[at("a", 0.5, 0.5, score)] for score in (0.9, 0.2, 0.05)]
    assert ids(run_along(kalman_filter_tracker, frames(*sure_then_faint)), "a") == ["1", "1", None]
