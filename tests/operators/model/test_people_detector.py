from __future__ import annotations

import pytest

from runtime.operators.model import people_detector
from tests.contexts import run_once
from tests.people import faces, walkers
from tests.pictures import solid

TWO = ((180, 100, 300), (430, 140, 260))


def found(image, **params: object):
    return run_once(people_detector, {"image": image}, **params)


def test_two_walkers_are_found_where_they_are():
    outcome = found(walkers(*TWO))
    assert outcome.count.value == 2
    for x, y, height in TWO:
        (person,) = (
            region for region in outcome.regions.items
            if region.box.left < x / 640 < region.box.right
        )  # fmt: skip
        assert person.box.top == pytest.approx(y / 480, abs=0.08)
        assert person.box.bottom == pytest.approx((y + height) / 480, abs=0.08)
        assert person.concepts[0].name == "person"
        assert person.score > 0.8
        assert isinstance(person.box.left, float)
    scores = [region.score for region in outcome.regions.items]
    assert scores == sorted(scores, reverse=True)


def test_doubtful_people_are_left_out():
    assert found(walkers(*TWO), min_value=0.999).count.value == 0


@pytest.mark.parametrize(
    "image", [solid(640, 480), faces((320, 240, 160)), solid(1, 1), solid(9, 400)]
)
def test_without_people_nothing_is_found(image):
    assert found(image).count.value == 0
