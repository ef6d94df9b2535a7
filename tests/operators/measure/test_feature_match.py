from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pillow

from runtime.contracts.values import Image
from runtime.operators.measure import feature_match
from tests.contexts import run_once
from tests.pictures import as_image, page, solid

COVER = page(["A BOOK ABOUT", "Weaving, volume 7", "by nobody at all"], (400, 260), font_size=40)


def table(turn=20, scale=0.6):
    canvas = Pillow.new("RGB", (600, 500), (120, 90, 60))
    size = (round(COVER.width * scale), round(COVER.height * scale))
    small = Pillow.fromarray(COVER.pixels).resize(size)
    turned = small.rotate(turn, expand=True, fillcolor=(120, 90, 60))
    canvas.paste(turned, (200, 150))
    return as_image(canvas), (200, 150, 200 + turned.width, 150 + turned.height)


def matched(first, second, **params):
    return run_once(feature_match, {"image": first, "other": second}, **params)


def test_a_turned_and_smaller_cover_is_found_where_it_lies():
    scene, place = table()
    outcome = matched(COVER, scene)
    assert outcome.is_match.value
    assert outcome.matches.value >= 15
    (region,) = outcome.regions.items
    box = region.box
    found = (box.left * 600, box.top * 500, box.right * 600, box.bottom * 500)
    assert found == pytest.approx(place, abs=8)


def test_another_picture_is_no_match():
    noise = Image(np.random.default_rng(8).integers(0, 256, (300, 300, 3), np.uint8))
    outcome = matched(COVER, noise)
    assert not outcome.is_match.value
    assert outcome.regions.items == ()


def test_plain_pictures_have_no_points():
    assert matched(solid(40, 40), solid(40, 40)).matches.value == 0


def test_the_answer_is_the_same_every_time():
    scene, _ = table()
    assert matched(COVER, scene) == matched(COVER, scene)
