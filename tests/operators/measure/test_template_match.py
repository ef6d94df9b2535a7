from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Image
from runtime.operators.measure import template_match
from tests.contexts import run_once
from tests.pictures import solid, yard

RNG = np.random.default_rng(6)
MARK = RNG.integers(0, 256, (12, 16, 3), np.uint8)


def scene():
    pixels = RNG.integers(100, 140, (100, 200, 3), np.uint8)
    pixels[20:32, 30:46] = MARK
    pixels[70:82, 150:166] = MARK
    return Image(pixels)


def matched(image=None, template=None, **params):
    inputs = {"image": image or scene(), "template": template or Image(MARK)}
    return run_once(template_match, inputs, **params)


def test_both_places_are_found_where_they_are():
    outcome = matched()
    assert outcome.count.value == 2
    found = sorted((item.box.left * 200, item.box.top * 100) for item in outcome.regions.items)
    assert found == [pytest.approx((30, 20)), pytest.approx((150, 70))]
    assert all(item.score > 0.99 for item in outcome.regions.items)
    assert [item.id for item in outcome.regions.items] == ["r1", "r2"]


def test_an_exact_match_passes_the_threshold_of_one():
    assert matched(matching_threshold=1).count.value == 2


def test_overlapping_places_are_one_unless_told_otherwise():
    stripes = Image(np.tile(np.uint8([0, 0, 255, 255])[None, :, None], (20, 20, 3)))
    part = Image(stripes.pixels[:10, :8].copy())
    one = matched(stripes, part, nms_threshold=0)
    many = matched(stripes, part, apply_nms=False)
    assert one.count.value < many.count.value


def test_a_template_that_cannot_be_found_fails_with_the_reason():
    larger = matched(solid(5, 5), Image(MARK))
    plain = matched(template=solid(5, 5))
    assert isinstance(larger, Failure)
    assert "larger than the picture" in larger.error.message
    assert isinstance(plain, Failure)
    assert "one colour" in plain.error.message


def test_a_scene_without_it_gives_none():
    outcome = matched(solid(100, 100))
    assert outcome.regions.items == ()
    assert outcome.count.value == 0


def test_strips_of_a_large_picture_hide_nothing_at_their_seams(monkeypatch):
    whole = matched().regions
    monkeypatch.setattr(template_match, "_STRIP_PIXELS", 200)
    places = [(item.id, item.box) for item in matched().regions.items]
    assert len(places) == 2
    assert sorted(box.top for _, box in places) == sorted(item.box.top for item in whole.items)


def test_brightness_alone_may_be_compared_and_scores_left_out():
    image = yard()
    template = Image(image.pixels[20:50, 25:65].copy())
    outcome = run_once(
        template_match,
        {"image": image, "template": template},
        matching_threshold=0.5, nms_threshold=0.5,
        grayscale=True, scored=False, class_name="sign",
    )  # fmt: skip
    assert outcome.count.value == 3
    best = outcome.regions.items[0]
    assert (round(best.box.left * 160), round(best.box.top * 120)) == (25, 20)
    assert {(item.concepts[0].name, item.score) for item in outcome.regions.items} == {
        ("sign", 1.0)
    }
