from __future__ import annotations

from dataclasses import replace

from runtime.contracts.values import Regions
from runtime.operators.tracking import line_counter
from tests.contexts import run_along
from tests.scenes import at


def way(*points: tuple[float, float], track: str = "1") -> list[dict[str, Regions]]:
    """One tracked object that goes from point to point."""
    return [{"regions": Regions((replace(at("a", x, y), track_id=track),))} for x, y in points]


def counts(outcomes) -> list[tuple[float, float]]:
    return [(one.count_in.value, one.count_out.value) for one in outcomes]


def test_down_is_in_and_up_is_out_for_a_line_from_left_to_right():
    down_and_up = way((0.5, 0.2), (0.5, 0.4), (0.5, 0.6), (0.5, 0.8), (0.5, 0.3))
    outcomes = run_along(line_counter, down_and_up)
    assert counts(outcomes) == [(0, 0), (0, 0), (1, 0), (1, 0), (1, 1)]
    assert [len(one.crossed.items) for one in outcomes] == [0, 0, 1, 0, 1]


def test_the_other_direction_of_the_line_turns_it_round():
    outcomes = run_along(line_counter, way((0.5, 0.2), (0.5, 0.8)), start=(1, 0.5), end=(0, 0.5))
    assert counts(outcomes)[-1] == (0, 1)


def test_only_the_line_counts_not_what_lies_beyond_its_ends():
    beside = way((0.8, 0.2), (0.8, 0.8))
    assert counts(run_along(line_counter, beside, start=(0, 0.5), end=(0.5, 0.5)))[-1] == (0, 0)


def test_waiting_on_the_line_and_going_back_is_no_crossing():
    back = way((0.5, 0.4), (0.5, 0.5), (0.5, 0.5), (0.5, 0.4))
    assert counts(run_along(line_counter, back))[-1] == (0, 0)
    on = way((0.5, 0.4), (0.5, 0.5), (0.5, 0.6))
    assert counts(run_along(line_counter, on))[-1] == (1, 0)


def test_objects_without_a_track_are_not_counted():
    untracked = [{"regions": Regions((at("a", 0.5, y),))} for y in (0.2, 0.8)]
    assert counts(run_along(line_counter, untracked))[-1] == (0, 0)


def test_each_track_has_its_own_way():
    one, two = way((0.3, 0.2), (0.3, 0.8)), way((0.6, 0.9), (0.6, 0.1), track="2")
    both = [
        {"regions": Regions(a["regions"].items + b["regions"].items)}
        for a, b in zip(one, two, strict=True)
    ]
    assert counts(run_along(line_counter, both))[-1] == (1, 1)


def test_the_foot_may_cross_before_the_middle():
    steps = way((0.5, 0.42), (0.5, 0.47))
    assert counts(run_along(line_counter, steps))[-1] == (0, 0)
    assert counts(run_along(line_counter, steps, judge_by="foot"))[-1] == (1, 0)
