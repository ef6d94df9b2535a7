from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Image
from runtime.operators.image import image_pad
from tests.contexts import run_once
from tests.pictures import solid


def padded(image, **params):
    return run_once(image_pad, {"image": image}, **params)


def test_room_is_added_on_each_side_in_its_colour():
    new = padded(solid(10, 6), left=2, top=3, right=4, bottom=1, color="#00ff00").image.pixels
    assert new.shape == (10, 16, 3)
    assert (new[3:9, 2:12] == (10, 120, 230)).all()
    assert (new[:3] == (0, 255, 0)).all()


@pytest.mark.parametrize(("size", "aspect", "expected"), [
    ((200, 100), 1, (200, 200)), ((100, 200), 2, (400, 200)), ((90, 90), 1, (90, 90)),
])  # fmt: skip
def test_it_grows_to_an_aspect(size, aspect, expected):
    new = padded(solid(*size), aspect=aspect).image
    assert (new.width, new.height) == expected


def test_the_edge_is_drawn_out_and_the_picture_mirrored():
    row = Image(np.uint8([[[10] * 3, [20] * 3, [30] * 3]]))
    edge = padded(row, right=2, fill="edge").image.pixels[0, :, 0]
    mirror = padded(row, right=2, fill="mirror").image.pixels[0, :, 0]
    assert edge.tolist() == [10, 20, 30, 30, 30]
    assert mirror.tolist() == [10, 20, 30, 30, 20]


def test_too_much_room_fails():
    wide = Image(np.broadcast_to(np.uint8(0), (10, 16000, 3)))
    assert isinstance(padded(wide, left=4096), Failure)
