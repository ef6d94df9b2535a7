from __future__ import annotations

import numpy as np

from runtime.contracts.values import Image
from runtime.operators.image import image_edges
from tests.contexts import run_once
from tests.pictures import solid


def test_a_square_leaves_its_outline():
    pixels = np.full((60, 60, 3), 255, np.uint8)
    pixels[20:40, 20:40] = 0
    new = run_once(image_edges, {"image": Image(pixels)}).image.pixels[:, :, 0]
    rows, columns = np.nonzero(new)
    assert set(np.unique(new)) == {0, 255}
    assert rows.min() in (19, 20)
    assert columns.max() in (39, 40)
    assert not new[24:36, 24:36].any()


def test_bounds_given_the_wrong_way_round_count_as_the_right_way():
    pixels = np.tile(np.linspace(0, 255, 50).astype(np.uint8)[None, :, None], (50, 1, 3))
    image = {"image": Image(pixels)}
    one = run_once(image_edges, image, lower=10, upper=20).image.pixels
    other = run_once(image_edges, image, lower=20, upper=10).image.pixels
    assert np.array_equal(one, other)


def test_a_plain_picture_has_none():
    assert not run_once(image_edges, {"image": solid(20, 20)}).image.pixels.any()
