from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Image
from runtime.operators.image import image_flip
from tests.contexts import run_once

PIXELS = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("horizontal", PIXELS[:, ::-1]),
        ("vertical", PIXELS[::-1]),
        ("both", PIXELS[::-1, ::-1]),
    ],
)
def test_the_sides_change_places(direction, expected):
    new = run_once(image_flip, {"image": Image(PIXELS)}, direction=direction).image.pixels
    assert np.array_equal(new, expected)
    assert new.flags.c_contiguous
