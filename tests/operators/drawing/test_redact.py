from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Box, Concept, Image, Region, Regions
from runtime.operators.drawing import redact
from tests.contexts import run_once

NOISE = np.random.default_rng(3).integers(0, 256, (100, 200, 3), np.uint8)
PLACE = Region("r1", Box(0.2, 0.25, 0.6, 0.75), (Concept("face", "Face", 0.9),))


def redacted(*regions, **params):
    inputs = {"image": Image(NOISE), "regions": Regions(regions or (PLACE,))}
    return run_once(redact, inputs, **params).image.pixels


@pytest.mark.parametrize("method", ["blur", "pixelate", "fill"])
def test_the_place_loses_its_detail_and_the_rest_stays(method):
    new = redacted(method=method)
    assert new[20:60, 50:150].std() < NOISE.std() / 4
    changed = (new != NOISE).any(axis=-1)
    changed[20:60, 50:150] = False
    assert not changed.any()


def test_pixelate_makes_blocks_of_the_strength():
    new = redacted(method="pixelate", strength=0.25)
    assert (new[20:30, 50:60] == new[20, 50]).all()
    assert not (new[20:30, 60:70] == new[20, 50]).all()


def test_fill_takes_its_colour_and_grow_widens_it():
    new = redacted(method="fill", color="#00ff00", grow=10)
    rows, columns = np.nonzero((new == (0, 255, 0)).all(axis=-1))
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (16, 63, 40, 159)


def test_it_can_follow_the_outline():
    diamond = ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5))
    region = Region("r1", Box(0, 0, 1, 1), polygon=diamond)
    new = redacted(region, method="fill", follow_outline=True)
    assert not new[50, 100].any()
    assert np.array_equal(new[2, 2], NOISE[2, 2])


def test_other_classes_and_empty_regions_are_left_alone():
    assert np.array_equal(redacted(classes=["plate"]), NOISE)
    assert np.array_equal(redacted(Region("x", Box(0.5, 0.5, 0.5, 0.5))), NOISE)


def test_a_region_of_a_few_pixels_is_hidden_too():
    tiny = Region("x", Box(0.5, 0.5, 0.51, 0.505))
    for method in ("blur", "pixelate", "fill"):
        assert redacted(tiny, method=method).shape == NOISE.shape
