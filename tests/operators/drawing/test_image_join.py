from __future__ import annotations

from runtime.contracts.operator import Failure
from runtime.operators.drawing import image_join
from tests.contexts import run_once
from tests.pictures import solid

RED, BLUE = (255, 0, 0), (0, 0, 255)


def joined(**params):
    inputs = {"first": solid(40, 20, RED), "second": solid(10, 10, BLUE)}
    return run_once(image_join, inputs, **params)


def test_side_by_side_the_second_gets_the_first_ones_height():
    new = joined(gap=4).image.pixels
    assert new.shape == (20, 64, 3)
    assert (new[:, :40] == RED).all()
    assert (new[:, 40:44] == 255).all()
    assert (new[:, 44:] == BLUE).all()


def test_one_above_the_other_it_gets_its_width():
    new = joined(direction="one above the other").image.pixels
    assert new.shape == (60, 40, 3)
    assert (new[20:] == BLUE).all()


def test_a_result_over_the_limit_fails():
    inputs = {"first": solid(2, 5000), "second": solid(4, 1)}
    outcome = run_once(image_join, inputs)
    assert isinstance(outcome, Failure)
    assert "Scale the pictures down" in outcome.error.message
