from __future__ import annotations

import numpy as np

from runtime.contracts.values import Image
from runtime.operators.image import image_grayscale
from tests.contexts import run_once


def test_every_pixel_becomes_the_grey_that_looks_as_bright():
    pixels = np.uint8([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [9, 9, 9]]])
    new = run_once(image_grayscale, {"image": Image(pixels)}).image.pixels
    assert new[0, :, 0].tolist() == [76, 150, 29, 9]
    assert (new == new[:, :, :1]).all()
