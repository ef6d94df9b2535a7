from __future__ import annotations

from runtime.operators.tracking import track_smoother
from tests.pixel_regions import edges
from tests.tracked import follow, frames, goes_on

JUMPY = [(50, 80), (52, 70), (56, 60), None, None, None, None, (80, 20)]
TWO = {"smoothing_window_size": 2}


def test_boxes_go_part_of_the_way_and_missing_ones_go_on_for_a_moment():
    outcomes = follow(track_smoother, frames(JUMPY), None, **TWO)
    known = [
        [[40, 70, 60, 90]], [[40.4, 68, 60.4, 88]], [[42.8, 58, 62.8, 78]],
        [[46.598022, 48, 66.598022, 68]], [[47.196044, 46, 67.196044, 66]], [], [],
        [[70, 10, 90, 30]],
    ]  # fmt: skip
    assert [[edges(region) for region in outcome.regions.items] for outcome in outcomes] == known


def test_who_was_seen_once_only_does_not_go_on():
    outcomes = follow(track_smoother, frames([(50, 80), None]))
    assert outcomes[1].regions.items == ()


def test_all_of_the_way_leaves_boxes_as_they_are():
    way = [(50, 80), (90, 20)]
    outcomes = follow(track_smoother, frames(way), None, bbox_smoothing_coefficient=1)
    assert edges(outcomes[1].regions.items[0]) == [80, 10, 100, 30]


def test_calm_goes_on_in_the_next_call_of_a_session():
    assert goes_on(track_smoother, frames(JUMPY), **TWO)
