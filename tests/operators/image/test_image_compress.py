from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Image
from runtime.operators.image import image_compress
from tests.contexts import run_once


def photo():
    rng = np.random.default_rng(1)
    return Image(rng.integers(0, 256, (64, 64, 3), np.uint8))


@pytest.mark.parametrize("kind", ["jpeg", "webp"])
def test_less_quality_takes_fewer_bytes_and_is_further_off(kind):
    low = run_once(image_compress, {"image": photo()}, format=kind, quality=5)
    high = run_once(image_compress, {"image": photo()}, format=kind, quality=95)
    assert 0 < low.bytes.value < high.bytes.value
    off = [np.abs(one.image.pixels.astype(int) - photo().pixels).mean() for one in (low, high)]
    assert off[0] > off[1]
    assert low.image.pixels.shape == (64, 64, 3)


def test_a_picture_too_long_for_webp_fails():
    long = Image(np.broadcast_to(np.uint8(0), (1, 16384, 3)))
    outcome = run_once(image_compress, {"image": long}, format="webp")
    assert isinstance(outcome, Failure)
    assert "choose jpeg" in outcome.error.message
