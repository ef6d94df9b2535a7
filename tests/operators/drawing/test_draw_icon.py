from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Image, Regions
from runtime.operators.drawing import draw_icon
from tests.contexts import run_once
from tests.drawings import BOXES
from tests.pictures import solid, yard

RED = solid(10, 5, (255, 0, 0))


def placed(regions=None, icon=RED, **params):
    inputs = {"image": yard(), "icon": icon, "regions": regions}
    return run_once(draw_icon, inputs, **params).image.pixels


def test_it_stands_on_each_region():
    sign = Image(yard().pixels[20:50, 25:65].copy())
    new = placed(BOXES, sign, icon_width=20, icon_height=16)
    assert new.mean() == pytest.approx(99.7241, abs=1e-3)
    assert new[20, 40].tolist() == [240, 235, 200]


def test_it_is_fitted_into_its_size():
    new = placed(BOXES, icon_width=20, icon_height=20, position="CENTER")
    assert new[40, 42].tolist() == [255, 0, 0]
    assert np.array_equal(new[32, 42], yard().pixels[32, 42])  # twice as wide as high


def test_static_counts_from_either_side():
    params = {"mode": "static", "icon_width": 20, "icon_height": 10}
    new = placed(x_position=-10, y_position=5, **params)
    changed = np.argwhere((new != yard().pixels).any(axis=2))
    assert changed.min(axis=0).tolist() == [5, 130]
    assert changed.max(axis=0).tolist() == [14, 149]
    cut = placed(x_position=150, y_position=115, **params)
    assert cut[119, 159].tolist() == [255, 0, 0]


@pytest.mark.parametrize("regions", [None, Regions()])
def test_without_regions_nothing_is_drawn(regions):
    assert np.array_equal(placed(regions), yard().pixels)
    assert np.array_equal(placed(BOXES, position=None), yard().pixels)
