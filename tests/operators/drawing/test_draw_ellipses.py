from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_ellipses
from tests.drawings import drawn
from tests.pictures import yard


def test_an_ellipse_lies_at_the_foot():
    new = drawn(draw_ellipses)
    assert new.mean() == pytest.approx(100.3463, abs=1e-3)
    assert np.array_equal(new[:55], yard().pixels[:55]) or tuple(new[40, 42]) == (180, 30, 40)
    assert (new[60:80] != yard().pixels[60:80]).any()


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_ellipses, Regions()), yard().pixels)
