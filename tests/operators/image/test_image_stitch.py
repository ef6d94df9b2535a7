from __future__ import annotations

import cv2
import numpy as np

from runtime.contracts.values import Image
from runtime.operators.image import image_stitch
from tests.contexts import run_once
from tests.pictures import solid


def _shelf() -> np.ndarray:
    random = np.random.default_rng(5)
    shelf = np.full((160, 400, 3), 200, np.uint8)
    for _ in range(160):
        x, y = (int(random.integers(0, limit)) for limit in (400, 160))
        color = tuple(int(part) for part in random.integers(0, 200, 3))
        cv2.circle(shelf, (x, y), int(random.integers(3, 12)), color, -1)
    return shelf


SHELF = _shelf()
LEFT, RIGHT = Image(SHELF[:, :250].copy()), Image(SHELF[:, 150:].copy())


def stitch(first: Image, second: Image, **params: object):
    return run_once(image_stitch, {"first": first, "second": second}, **params)


def test_two_photos_of_a_shelf_become_the_shelf():
    for pair in ((LEFT, RIGHT), (RIGHT, LEFT)):
        image = stitch(*pair).image
        assert abs(image.width - 400) <= 4
        assert abs(image.height - 160) <= 4
        part = image.pixels[10:150, 10:390].astype(int)
        assert np.abs(part - SHELF[10:150, 10:390]).mean() < 12


def test_photos_of_nothing_come_to_nothing():
    assert stitch(solid(80, 60), solid(80, 60)) is None
    assert stitch(LEFT, solid(80, 60)) is None
