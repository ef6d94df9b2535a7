from __future__ import annotations

from runtime.contracts.operator import Failure
from runtime.contracts.values import All, Anchor
from runtime.operators.measure import image_duplicates
from tests.contexts import run_once
from tests.people import faces, walkers
from tests.pictures import solid

ROAD, WALKERS, FACE = solid(64, 48), walkers((180, 100, 300)), faces((320, 240, 200))


def grouped(*images, **params: object):
    anchors = tuple(Anchor(frame=number, time_ms=number * 100) for number in range(len(images)))
    return run_once(image_duplicates, {"images": All(images, anchors)}, **params)


def test_one_of_each_goes_on():
    outcome = grouped(ROAD, ROAD, WALKERS, ROAD, FACE, WALKERS)
    assert outcome.count.value == 3
    assert outcome.images.values == (ROAD, WALKERS, FACE)
    assert [anchor.frame for anchor in outcome.images.anchors] == [0, 2, 4]
    assert outcome.groups.labels == (0, 0, 1, 0, 2, 1)
    assert outcome.table.rows[3][:2] == (4, 0)


def test_absent_pictures_are_in_no_group():
    assert grouped(ROAD, None, ROAD).groups.labels == (0, -1, 0)


def test_no_pictures_have_no_groups():
    assert grouped().count.value == 0


def test_a_wide_bound_makes_one_group():
    assert grouped(ROAD, WALKERS, FACE, max_distance=63).count.value == 1


def test_too_many_say_so():
    outcome = grouped(*[ROAD] * 2001)
    assert isinstance(outcome, Failure)
    assert "2,001 pictures" in outcome.error.message
