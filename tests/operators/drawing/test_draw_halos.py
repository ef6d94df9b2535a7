from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_halos
from tests.drawings import BOXES, OUTLINES, drawn
from tests.pictures import yard


def test_a_glow_round_outlines():
    new = drawn(draw_halos, OUTLINES, kernel_size=21, opacity=0.5)
    assert new.mean() == pytest.approx(96.4174, abs=1e-3)
    inside = np.s_[20:60, 15:65]
    assert np.array_equal(new[inside], yard().pixels[inside])
    assert new[66, 40].tolist() != yard().pixels[66, 40].tolist()


def test_it_may_be_as_strong_at_its_rim():
    new = drawn(draw_halos, OUTLINES, even=True)
    assert new.mean() == pytest.approx(96.9713, abs=1e-3)


def test_boxes_glow_where_nothing_has_an_outline():
    assert drawn(draw_halos, BOXES)[62, 40].tolist() != yard().pixels[62, 40].tolist()


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_halos, Regions()), yard().pixels)
