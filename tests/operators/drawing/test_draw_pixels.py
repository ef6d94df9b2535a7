from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_pixels
from tests.drawings import drawn
from tests.pictures import yard


def test_a_box_becomes_squares():
    new = drawn(draw_pixels)
    assert new.mean() == pytest.approx(93.8728, abs=1e-3)
    assert len({tuple(pixel) for pixel in new[20:60, 15:70].reshape(-1, 3)}) <= 6
    assert np.array_equal(new[:, :15], yard().pixels[:, :15])


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_pixels, Regions()), yard().pixels)
