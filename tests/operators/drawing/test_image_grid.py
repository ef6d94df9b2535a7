from __future__ import annotations

from runtime.contracts.operator import Failure
from runtime.contracts.values import All
from runtime.operators.drawing import image_grid
from tests.contexts import run_once
from tests.pictures import solid

RED, BLUE = (255, 0, 0), (0, 0, 255)


def grid(*images, **params):
    params = {"cell_width": 20, "cell_height": 10, "gap": 2} | params
    return run_once(image_grid, {"images": All(images)}, **params)


def test_pictures_fill_rows_in_their_order():
    new = grid(*[solid(20, 10, RED)] * 2, solid(20, 10, BLUE), columns=2).image.pixels
    assert new.shape == (22, 42, 3)
    assert (new[:10, 22:] == RED).all()
    assert (new[12:, :20] == BLUE).all()
    assert (new[12:, 22:] == 255).all()


def test_a_picture_of_another_shape_stands_in_the_middle_of_its_cell():
    new = grid(solid(5, 5, RED)).image.pixels
    assert (new[:, 5:15] == RED).all()
    assert (new[:, :5] == 255).all()


def test_the_grid_is_as_square_as_it_can_be_and_skips_absent_pictures():
    new = grid(*[solid(4, 4)] * 5, None, gap=0).image
    assert (new.width, new.height) == (60, 20)


def test_without_pictures_there_is_no_result():
    assert grid() is None
    assert grid(None) is None


def test_too_large_a_grid_fails_with_the_number_of_pictures():
    outcome = grid(*[solid(1, 1)] * 30, cell_width=4096, cell_height=4096)
    assert isinstance(outcome, Failure)
    assert "30 pictures" in outcome.error.message
