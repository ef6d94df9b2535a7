from __future__ import annotations

from runtime.operators.tracking import centroid_tracker
from tests.contexts import run_along
from tests.scenes import at, frames, ids


def test_the_nearest_goes_on():
    scenes = [[at("a", 0.1 + 0.1 * i, 0.2), at("b", 0.9 - 0.1 * i, 0.8)] for i in range(9)]
    outcomes = run_along(centroid_tracker, frames(*scenes))
    assert (set(ids(outcomes, "a")), set(ids(outcomes, "b"))) == ({"1"}, {"2"})


def test_further_than_allowed_is_another_object():
    jump = [[at("a", 0.2, 0.5)], [at("a", 0.35, 0.5)]]
    assert ids(run_along(centroid_tracker, frames(*jump)), "a") == ["1", "1"]
    assert ids(run_along(centroid_tracker, frames(*jump), max_distance=0.1), "a") == ["1", "2"]


def test_it_waits_where_it_saw_an_object_last():
    scenes = [[at("a", 0.5, 0.5)], [], [], [at("a", 0.52, 0.5)]]
    assert ids(run_along(centroid_tracker, frames(*scenes)), "a") == ["1", None, None, "1"]
    gone = run_along(centroid_tracker, frames(*scenes), max_disappeared=1)
    assert ids(gone, "a")[-1] == "2"
