from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Concept
from runtime.operators.tracking import class_lock
from tests.pixel_regions import together
from tests.tracked import at, follow, goes_on

SEEN = [
    ("car", 0.9, "1", 50), ("car", 0.95, "1", 50), ("bus", 0.9, "1", 50), ("car", 0.5, "1", 50),
    ("car", 0.85, "1", 50), ("bus", 0.99, "1", 50), ("bus", 0.9, "1", 50), ("bus", 0.9, "1", 50),
    ("bus", 0.8, "1", 50), None, ("tram", 0.9, "2", 52), ("tram", 0.9, "3", 150),
]  # fmt: skip
RULES = {"min_votes": 3, "lead_margin": 2, "switch_after": 3}


def frame(name: str, score: float, track: str, x: float):
    region = at(x, 50, track)
    return together(replace(region, concepts=(Concept(name, name, score),)))


FRAMES = [frame(*seen) if seen else together() for seen in SEEN]


def told(outcomes):
    return [
        (region.concepts[0].name, pytest.approx(region.score, abs=1e-4), region.facts)
        for outcome in outcomes
        for region in outcome.regions.items
    ]


def test_votes_settle_a_class_and_only_a_run_of_another_changes_it():
    free, locked = {"class_locked": False}, {"class_locked": True}
    assert told(follow(class_lock, FRAMES, None, **RULES)) == [
        ("car", 0.9, free), ("car", 0.95, free), ("bus", 0.9, free), ("car", 0.5, free),
        ("car", 0.9, locked), ("car", 0.9, locked), ("car", 0.9, locked), ("bus", 0.93, locked),
        ("bus", 0.93, locked), ("bus", 0.93, locked), ("tram", 0.9, free),
    ]  # fmt: skip


def test_nobody_goes_on_for_a_lost_one_where_told_so():
    outcomes = follow(class_lock, FRAMES, None, **RULES, reattach_window=0)
    assert told(outcomes)[9][0] == "tram"


def test_a_track_long_unseen_is_forgotten():
    frames = [*FRAMES[:5], together(), together(), *FRAMES[5:6]]
    kept = told(follow(class_lock, frames, None, **RULES))
    lost = told(follow(class_lock, frames, None, **RULES, state_ttl=1, reattach_window=1))
    assert (kept[-1][0], lost[-1][0]) == ("car", "bus")


def test_votes_go_on_in_the_next_call_of_a_session():
    assert goes_on(class_lock, FRAMES, **RULES)


@pytest.mark.parametrize(
    "params", [{"min_votes": 0}, {"vote_confidence": 1.1}, {"state_ttl": 10}, {"reattach_iou": -1}]
)
def test_rules_out_of_bounds_are_refused(params):
    with pytest.raises(ValidationError):
        class_lock.Params(**params)
