from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Box, Concept, Image, Region, Regions
from runtime.operators.drawing import mask_background
from tests.contexts import run_once

NOISE = np.random.default_rng(3).integers(0, 256, (100, 200, 3), np.uint8)
PLACE = Region("r1", Box(0.2, 0.25, 0.6, 0.75), (Concept("face", "Face", 0.9),))


def masked(*regions, **params):
    inputs = {"image": Image(NOISE), "regions": Regions(regions)}
    return run_once(mask_background, inputs, **params).image.pixels


@pytest.mark.parametrize("background", ["color", "gray", "blur", "dim"])
def test_the_region_stays_and_the_rest_changes(background):
    new = masked(PLACE, background=background)
    assert np.array_equal(new[20:60, 50:150], NOISE[20:60, 50:150])
    assert (new[:20] != NOISE[:20]).any(axis=-1).mean() > 0.9


def test_the_colour_fills_the_rest_and_all_of_it_without_regions():
    assert (masked(PLACE, color="#112233")[:20] == (0x11, 0x22, 0x33)).all()
    assert (masked() == 255).all()
    assert (masked(PLACE, classes=["plate"]) == 255).all()


def test_a_polygon_is_followed():
    diamond = ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5))
    new = masked(Region("r1", Box(0, 0, 1, 1), polygon=diamond))
    assert (new[2, 2] == 255).all()
    assert np.array_equal(new[50, 100], NOISE[50, 100])
