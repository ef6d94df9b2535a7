from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Image
from runtime.operators.image import image_equalize
from tests.contexts import run_once
from tests.pictures import solid


def foggy():
    row = np.linspace(100, 150, 256).astype(np.uint8)
    return Image(np.tile(row[None, :, None], (64, 1, 3)))


@pytest.mark.parametrize("method", ["stretching", "histogram", "adaptive"])
def test_levels_spread(method):
    new = run_once(
        image_equalize, {"image": foggy()}, contrast_equalization_type=method
    ).image.pixels
    assert int(new.max()) - int(new.min()) > (60 if method == "adaptive" else 250)


@pytest.mark.parametrize("method", ["stretching", "histogram", "adaptive"])
def test_a_picture_of_a_single_pixel_works(method):
    new = run_once(
        image_equalize, {"image": solid(1, 1, (50, 50, 50))}, contrast_equalization_type=method
    )
    assert new.image.pixels.shape == (1, 1, 3)
