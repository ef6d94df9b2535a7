from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Image
from runtime.operators.measure import dominant_color
from tests.contexts import run_once
from tests.pictures import solid, yard


def color(image, **params):
    return run_once(dominant_color, {"image": image}, **params)


def test_three_quarters_red_is_red():
    pixels = solid(40, 40, (255, 0, 0)).pixels.copy()
    pixels[:, 30:] = (0, 0, 255)
    outcome = color(Image(pixels))
    assert outcome.rgb.value == (255, 0, 0)
    assert outcome.hex.value == "#ff0000"


@pytest.mark.parametrize(("groups", "rgb"), [(2, (106, 98, 129)), (4, (94, 105, 139))])
def test_the_middle_of_the_largest_group_is_told(groups, rgb):
    assert color(yard(), color_clusters=groups).rgb.value == rgb


def test_it_is_the_same_every_time_even_with_few_pixels():
    assert color(yard(), color_clusters=6).rgb == color(yard(), color_clusters=6).rgb
    one = Image(np.full((1, 1, 3), 7, np.uint8))
    assert color(one).rgb.value == (7, 7, 7)


def test_a_step_leaves_pixels_out():
    pixels = np.zeros((8, 8, 3), np.uint8)
    pixels[::4, ::4] = 200
    assert color(Image(pixels), target_size=2).rgb.value == (200, 200, 200)
    assert color(Image(pixels), target_size=8).rgb.value == (0, 0, 0)
