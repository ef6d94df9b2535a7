from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Image
from runtime.operators.video import frame_difference
from tests.contexts import run_along


def scene(left: int | None, noise: int = 0) -> dict[str, Image]:
    """A dark hall of 480 by 240, with a light square of 48 that begins at `left`."""
    pixels = np.full((240, 480, 3), 40, np.uint8)
    pixels += np.random.default_rng(left or 0).integers(0, noise + 1, pixels.shape, np.uint8)
    if left is not None:
        pixels[96:144, left : left + 48] = 220
    return {"image": Image(pixels)}


def test_only_what_moved_since_the_last_frame_is_found():
    outcomes = run_along(
        frame_difference, [scene(None), scene(None), scene(100), scene(100), scene(300)]
    )
    assert [one.moved.value for one in outcomes] == [False, False, True, False, True]
    (place,) = outcomes[2].regions.items
    assert (place.box.left, place.box.right) == pytest.approx((100 / 480, 148 / 480), abs=0.02)
    assert (place.box.top, place.box.bottom) == pytest.approx((0.4, 0.6), abs=0.03)
    assert outcomes[2].share.value == pytest.approx(0.1 * 0.2, abs=0.004)
    assert len(outcomes[4].regions.items) == 2


def test_noise_is_not_movement():
    outcomes = run_along(frame_difference, [scene(None, 20), scene(None, 21), scene(None, 22)])
    assert not any(one.moved.value for one in outcomes)


def test_small_places_may_be_left_out():
    outcomes = run_along(frame_difference, [scene(None), scene(100)], min_region=0.05)
    assert outcomes[1].moved.value
    assert outcomes[1].regions.items == ()


def test_a_frame_of_another_size_begins_anew():
    small = {"image": Image(np.zeros((100, 480, 3), np.uint8))}
    outcomes = run_along(frame_difference, [scene(100), small])
    assert not outcomes[1].moved.value
