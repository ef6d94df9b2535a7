from __future__ import annotations

from runtime.contracts.values import Image
from runtime.operators.measure import pixel_color_count
from tests.contexts import run_once
from tests.pictures import solid


def counted(**params):
    pixels = solid(20, 20, (0, 0, 0)).pixels.copy()
    pixels[:10, :10] = (250, 5, 0)
    outcome = run_once(pixel_color_count, {"image": Image(pixels)}, **params)
    return outcome.count.value, outcome.share.value


def test_pixels_within_the_tolerance_count():
    assert counted(target_color="#ff0000") == (100, 0.25)
    assert counted(target_color="#ff0000", tolerance=4) == (0, 0)
    assert counted(target_color="#000000", tolerance=255) == (400, 1)
