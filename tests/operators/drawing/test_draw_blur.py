from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_blur
from tests.drawings import BOXES, OUTLINES, drawn, region
from tests.pictures import yard


@pytest.mark.parametrize(
    ("regions", "params", "mean"),
    [
        (BOXES, {}, 98.4452),
        (OUTLINES, {}, 99.0745),
        (BOXES, {"kernel_size": 9, "padding": 4}, 98.6187),
        (OUTLINES, {"kernel_size": 9, "padding": 4}, 99.0098),
    ],
)
def test_boxes_and_outlines_are_blurred(regions, params, mean):
    new = drawn(draw_blur, regions, **params)
    assert new.mean() == pytest.approx(mean, abs=1e-3)
    assert new[40, 60].tolist() != yard().pixels[40, 60].tolist()
    assert np.array_equal(new[110:], yard().pixels[110:])


def test_a_region_outside_blurs_nothing():
    away = region("away", 0, (200, 200, 220, 210))
    assert np.array_equal(drawn(draw_blur, Regions((away,))), yard().pixels)


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_blur, Regions()), yard().pixels)
