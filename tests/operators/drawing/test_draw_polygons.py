from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_polygons
from tests.drawings import BOXES, FIRST, OUTLINES, drawn
from tests.pictures import yard


def test_outlines_are_traced():
    new = drawn(draw_polygons, OUTLINES)
    assert new.mean() == pytest.approx(103.6467, abs=1e-3)
    assert tuple(new[17, 40]) == FIRST
    assert np.array_equal(new[45, 88], yard().pixels[45, 88])


def test_boxes_are_drawn_where_nothing_has_an_outline():
    assert tuple(drawn(draw_polygons, BOXES)[20, 40]) == FIRST


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_polygons, Regions()), yard().pixels)
