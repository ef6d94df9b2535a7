from __future__ import annotations

import json
from dataclasses import replace

import numpy as np

from runtime.contracts.values import Image
from runtime.operators.video import background_subtraction
from tests.contexts import context_for, run_along
from tests.pictures import yard


def film(still=8, moving=6):
    """A yellow box that enters a still yard and drives to the right."""
    frames = [yard() for _ in range(still)]
    for step in range(moving):
        pixels = yard().pixels.copy()
        pixels[80:100, 10 + step * 14 : 30 + step * 14] = (255, 255, 0)
        frames.append(Image(pixels))
    return frames


def masks(frames, **params):
    outcomes = run_along(background_subtraction, [{"image": frame} for frame in frames], **params)
    return [outcome.image.pixels for outcome in outcomes]


def test_what_moves_is_white_and_the_still_yard_black():
    first, *rest = masks(film())
    assert (first > 0).all()
    assert not any(mask.any() for mask in rest[:7])
    expected = np.zeros((120, 160, 3), np.uint8)
    expected[80:100, 10:30] = 255
    assert np.array_equal(rest[7], expected)


def test_a_session_goes_on_with_the_background_it_knew():
    frames = film()
    batch = [background_subtraction.Inputs(frame) for frame in frames]
    params = background_subtraction.Params()
    context = context_for(background_subtraction)
    background_subtraction.run(batch[:8], params, context)
    left = {stream: json.loads(json.dumps(kept.as_json())) for stream, kept in context.kept.items()}
    later = replace(context_for(background_subtraction), remembered=left)
    mask = background_subtraction.run(batch[8:9], params, later)[0].image.pixels[:, :, 0]
    assert (mask[82:98, 12:28] == 255).all()
    assert (mask > 0).mean() < 0.1
