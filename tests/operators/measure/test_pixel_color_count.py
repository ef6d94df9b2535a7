from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Image
from runtime.operators.measure import pixel_color_count
from tests.contexts import run_once
from tests.pictures import solid, yard


def counted(**params):
    pixels = solid(20, 20, (0, 0, 0)).pixels.copy()
    pixels[:10, :10] = (250, 5, 0)
    outcome = run_once(pixel_color_count, {"image": Image(pixels)}, **params)
    return outcome.count.value, outcome.share.value


def test_pixels_within_the_tolerance_count():
    assert counted(target_color="#ff0000") == (100, 0.25)
    assert counted(target_color="#ff0000", tolerance=4) == (0, 0)
    assert counted(target_color="#000000", tolerance=255) == (400, 1)


@pytest.mark.parametrize(
    ("color", "tolerance", "count"),
    [
        ("(180,30,40)", 10, 1900),
        ([20, 25, 35], 10, 2821),
        ((20, 25, 35), 10, 2821),
        ("#0ff", 150, 7295),
    ],
)
def test_a_colour_may_be_told_in_other_ways(color, tolerance, count):
    outcome = run_once(
        pixel_color_count, {"image": yard()}, target_color=color, tolerance=tolerance
    )
    assert outcome.count.value == count


@pytest.mark.parametrize("color", ["red", "(1,2)", [1, 2, 300], None, "#12345"])
def test_what_is_no_colour_is_refused(color):
    with pytest.raises(ValidationError):
        pixel_color_count.Params(target_color=color)
