from __future__ import annotations

import numpy as np

from runtime.operators.drawing import image_overlay
from tests.contexts import run_once
from tests.pictures import solid


def laid(over=None, **params):
    inputs = {"image": solid(100, 80, (200, 200, 200)), "overlay": over or solid(50, 25, (0, 0, 0))}
    return run_once(image_overlay, inputs, **params).image.pixels


def test_it_stands_at_its_place_in_its_share_of_the_width():
    new = laid(position="top left", scale=0.4, margin=5)
    rows, columns = np.nonzero((new == 0).all(axis=-1))
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (5, 24, 5, 44)


def test_opacity_lets_the_picture_shine_through():
    assert laid(position="middle", opacity=0.25)[40, 50, 0] == 150


def test_multiply_drops_white_and_screen_drops_black():
    white = solid(50, 25, (255, 255, 255))
    assert (laid(white, blend="multiply") == 200).all()
    assert (laid(blend="screen") == 200).all()


def test_a_high_overlay_is_cut_off_at_the_edge():
    new = laid(solid(2, 400, (0, 0, 0)), scale=0.5, position="middle")
    assert (new[:, 50] == 0).all()
