from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw

from runtime.contracts.values import Image
from runtime.operators.measure import contours
from tests.contexts import run_once
from tests.pictures import as_image, solid


def coins(ground=0, coin=255):
    canvas = Pillow.new("RGB", (400, 200), (ground,) * 3)
    pen = ImageDraw.Draw(canvas)
    for index in range(5):
        x, radius = 40 + index * 80, 10 + index * 4
        pen.ellipse((x - radius, 100 - radius, x + radius, 100 + radius), fill=(coin,) * 3)
    return as_image(canvas)


def found(image, **params):
    return run_once(contours, {"image": image}, **params)


@pytest.mark.parametrize(("ground", "coin"), [(0, 255), (255, 30)])
def test_five_coins_are_counted_largest_first(ground, coin):
    outcome = found(coins(ground, coin))
    assert outcome.count.value == 5
    first = outcome.regions.items[0]
    assert first.box.left * 400 == pytest.approx(334, abs=1)
    assert first.box.right * 400 == pytest.approx(387, abs=1)
    assert len(first.polygon) > 6


def test_bounds_leave_shapes_out():
    assert found(coins(), min_area=1).count.value == 3
    assert found(coins(), max_regions=2).count.value == 2
    assert found(coins(), max_area=1).count.value == 2


def test_holes_count_when_asked_for():
    pixels = np.zeros((60, 60, 3), np.uint8)
    pixels[10:50, 10:50] = 255
    pixels[20:40, 20:40] = 0
    assert found(Image(pixels), shapes_are="light").count.value == 1
    assert found(Image(pixels), shapes_are="light", holes=True).count.value == 2


def test_a_rectangle_becomes_four_corners():
    pixels = np.zeros((60, 60, 3), np.uint8)
    pixels[10:50, 20:30] = 255
    (item,) = found(Image(pixels)).regions.items
    assert len(item.polygon) == 4
    assert (item.box.top * 60, item.box.left * 60) == pytest.approx((10, 20))


def test_a_plain_picture_has_none():
    assert found(solid(20, 20)).count.value == 0
