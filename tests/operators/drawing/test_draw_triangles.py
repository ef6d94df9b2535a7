from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_triangles
from tests.drawings import FIRST, drawn
from tests.pictures import yard


def test_a_triangle_stands_above_point_down():
    new = drawn(draw_triangles)
    assert new.mean() == pytest.approx(98.9608, abs=1e-3)
    changed = np.argwhere((new != yard().pixels).any(axis=2))
    assert changed[:, 0].min() >= 9
    assert tuple(new[12, 42]) == FIRST


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_triangles, Regions()), yard().pixels)
