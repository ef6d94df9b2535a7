from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.errors import CancelledError
from runtime.contracts.operator import Failure
from runtime.contracts.values import Image
from runtime.operators.image import image_denoise
from tests.contexts import context_for, run_once
from tests.pictures import solid


def test_grain_goes_and_the_edge_stays():
    clean = np.full((40, 560, 3), 60, np.uint8)
    clean[:, 280:] = 190
    grain = np.random.default_rng(2).normal(0, 8, clean.shape)
    noisy = np.clip(clean + grain, 0, 255).astype(np.uint8)
    new = run_once(
        image_denoise, {"image": Image(noisy)}, strength=10, color_strength=10
    ).image.pixels
    assert np.abs(new.astype(int) - clean).mean() < np.abs(noisy.astype(int) - clean).mean() / 2
    assert new[:, 290:].mean() - new[:, :270].mean() == pytest.approx(130, abs=3)


def test_a_very_large_picture_is_refused():
    large = Image(np.broadcast_to(np.uint8(0), (4100, 4100, 3)))
    outcome = run_once(image_denoise, {"image": large})
    assert isinstance(outcome, Failure)
    assert "Scale it down" in outcome.error.message


def test_a_cancelled_run_stops():
    context = context_for(image_denoise)
    context.cancel.cancel()
    with pytest.raises(CancelledError):
        image_denoise.run([image_denoise.Inputs(solid(4, 4))], image_denoise.Params(), context)
