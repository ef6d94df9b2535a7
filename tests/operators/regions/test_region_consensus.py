from __future__ import annotations

import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Box, Concept, Region, Regions
from runtime.operators.regions import region_consensus
from runtime.operators.regions.region_consensus import Inputs, Params
from tests.contexts import context_for


def region(region_id: str, left: float, score: float, label: str = "car") -> Region:
    """A box of 0.2 by 0.2 at that place."""
    return Region(region_id, Box(0.1, left, 0.3, left + 0.2), (Concept(label, label, score),))


def agree(*found: list[Region], **params: object):
    given = dict(zip(("first", "second", "third"), map(Regions, map(tuple, found)), strict=False))
    batch = [Inputs(**given)]
    (outcome,) = region_consensus.run(batch, Params(**params), context_for(region_consensus))
    return outcome


def test_what_two_of_three_found_stays_at_the_mean_weighted_by_score():
    outcome = agree(
        [region("a", 0.10, 0.9), region("b", 0.6, 0.8)],
        [region("c", 0.13, 0.6)],
        [],
    )
    (one,) = outcome.regions.items
    assert one.id == "r1"
    assert one.box.left == pytest.approx((0.10 * 0.9 + 0.13 * 0.6) / 1.5)
    assert one.score == pytest.approx(0.75)
    assert outcome.count.value == 1


def test_each_detector_has_one_vote():
    twice = [region("a", 0.10, 0.9), region("b", 0.11, 0.8)]
    assert agree(twice, [region("c", 0.7, 0.9)]).regions.items == ()
    assert len(agree(twice, [region("c", 0.1, 0.7)]).regions.items) == 1


def test_classes_are_kept_apart_unless_told_otherwise():
    found = [region("a", 0.1, 0.9)], [region("b", 0.1, 0.8, "van")]
    assert agree(*found).regions.items == ()
    (one,) = agree(*found, across_classes=True).regions.items
    assert one.concepts[0].name == "car"


def test_too_little_overlap_is_another_find():
    found = [region("a", 0.1, 0.9)], [region("b", 0.25, 0.8)]
    assert agree(*found).regions.items == ()
    assert len(agree(*found, votes=1).regions.items) == 2


def test_fewer_detectors_than_votes_is_a_failure_that_says_so():
    outcome = agree([region("a", 0.1, 0.9)])
    assert isinstance(outcome, Failure)
    assert "2 detectors have to agree, and only 1 are wired" in outcome.error.message
