from __future__ import annotations

from dataclasses import replace

from runtime.contracts.operator import Place
from runtime.contracts.values import Anchor, Regions
from runtime.operators.tracking import zone_counter
from tests.contexts import context_for
from tests.scenes import at

RIGHT = [(0.5, 0), (1, 0), (1, 1), (0.5, 1)]


def look(*frames: dict[str, float], step_ms: int = 1000, **params):
    """Each frame says of each track how far right it is."""
    batch, along = [], []
    for index, tracks in enumerate(frames):
        regions = [replace(at(name, x, 0.5), track_id=name) for name, x in tracks.items()]
        batch.append(zone_counter.Inputs(Regions(tuple(regions))))
        along.append(Place((0,), Anchor(frame=index, time_ms=index * step_ms)))
    context = replace(context_for(zone_counter), along=along)
    return zone_counter.run(batch, zone_counter.Params(zone=RIGHT, **params), context)


def test_it_counts_who_is_inside_and_who_ever_was():
    outcomes = look({"1": 0.2}, {"1": 0.7}, {"1": 0.8, "2": 0.9}, {"2": 0.7})
    assert [one.count.value for one in outcomes] == [0, 1, 2, 1]
    assert [one.total.value for one in outcomes] == [0, 1, 2, 2]


def test_a_region_carries_how_long_it_has_stayed():
    outcomes = look(*[{"1": 0.7}] * 4, step_ms=500)
    assert [one.inside.items[0].text for one in outcomes] == ["0.0 s", "0.5 s", "1.0 s", "1.5 s"]
    assert outcomes[-1].longest.value == 1.5


def test_only_those_count_who_stay_long_enough():
    outcomes = look(*[{"1": 0.7}] * 5, min_seconds=3)
    assert [one.count.value for one in outcomes] == [0, 0, 0, 1, 1]
    assert look(*[{"1": 0.7}, {"1": 0.2}] * 3, min_seconds=3, max_gap_ms=0)[-1].total.value == 0


def test_a_short_gap_does_not_end_a_stay_and_a_long_one_does():
    seen = [{"1": 0.7}, {}, {"1": 0.7}, {}, {}, {}, {"1": 0.7}]
    times = [one.inside.items[0].text for one in look(*seen) if one.inside.items]
    assert times == ["0.0 s", "2.0 s", "0.0 s"]


def test_objects_without_a_track_are_not_counted():
    batch = [zone_counter.Inputs(Regions((at("a", 0.7, 0.5),)))]
    (outcome,) = zone_counter.run(batch, zone_counter.Params(), context_for(zone_counter))
    assert (outcome.count.value, outcome.total.value) == (0, 0)
