from __future__ import annotations

from runtime.contracts.values import All, Anchor, Embeddings, Region, Regions
from runtime.operators.tracking import kalman_reid_tracker
from tests.contexts import run_along
from tests.scenes import at, crossing, ids

LOOKS = {"a": (1.0, 0.1, 0.0), "b": (0.0, 1.0, 0.2)}


def looked_at(*scenes: list[Region], looks=LOOKS):
    """One element a frame: its regions, and the embedding of each that has a look."""
    return [
        {
            "regions": Regions(tuple(scene)),
            "embeddings": All(
                tuple(Embeddings((looks[one.id],)) for one in scene if one.id in looks),
                tuple(Anchor(region=one) for one in scene if one.id in looks),
            ),
        }
        for scene in scenes
    ]


def test_two_that_cross_keep_their_tracks():
    outcomes = run_along(kalman_reid_tracker, looked_at(*crossing()))
    assert [len(set(ids(outcomes, name))) for name in ("a", "b")] == [1, 1]


def test_what_was_out_of_sight_is_known_by_its_looks_wherever_it_comes_back():
    gone: list[Region] = []
    scenes = [[at("a", 0.1, 0.2)], gone, gone, [at("a", 0.9, 0.8)]]
    assert ids(run_along(kalman_reid_tracker, looked_at(*scenes)), "a") == ["1", None, None, "1"]


def test_another_look_in_the_same_place_is_another_object():
    scenes = [[at("a", 0.5, 0.5)], [at("b", 0.5, 0.5)]]
    outcomes = run_along(kalman_reid_tracker, looked_at(*scenes))
    assert (ids(outcomes, "a"), ids(outcomes, "b")) == (["1", None], [None, "2"])
    assert [len(outcome.new.items) for outcome in outcomes] == [1, 1]


def test_a_track_that_was_away_too_long_ends():
    gone: list[Region] = []
    scenes = [[at("a", 0.5, 0.5)], gone, gone, gone, [at("a", 0.5, 0.5)]]
    outcomes = run_along(kalman_reid_tracker, looked_at(*scenes), max_disappeared=2)
    assert ids(outcomes, "a") == ["1", None, None, None, "2"]


def test_without_looks_every_sight_is_new():
    scenes = [[at("a", 0.5, 0.5)]] * 2
    outcomes = run_along(kalman_reid_tracker, looked_at(*scenes, looks={}))
    assert ids(outcomes, "a") == ["1", "2"]
