from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.errors import OperatorFailedError
from runtime.inference.decoders.depth import nearness, read
from tests.heads import card, seen

CANVAS = {"width": 32, "height": 32, "resize": "stretch"}
RAMP = np.repeat(np.arange(32, dtype=np.float32)[None], 32, axis=0)


def test_the_map_is_laid_onto_the_picture():
    made = card("depth", preprocess=CANVAS)
    depth = read(seen({"depth": RAMP[None]}, made, (64, 48)))
    assert depth.shape == (48, 64)
    assert depth[0, 32] == pytest.approx(15.75)


def test_near_is_1_whichever_way_the_numbers_grow():
    assert nearness(RAMP, metric=False)[0, [0, -1]].tolist() == [0, 1]
    assert nearness(RAMP, metric=True)[0, [0, -1]].tolist() == [1, 0]
    assert nearness(np.ones((2, 2), np.float32), metric=True).max() == 0


def test_numbers_that_are_none_count_as_nothing():
    made = card("depth", preprocess=CANVAS)
    assert not np.isnan(read(seen({"depth": np.full((2, 2), np.nan, np.float32)}, made))).any()


def test_what_is_no_map_is_refused():
    with pytest.raises(OperatorFailedError, match="no map of depths"):
        read(seen({"depth": np.zeros((2, 3, 4), np.float32)}, card("depth", preprocess=CANVAS)))
