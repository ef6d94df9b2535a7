from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_heatmap
from tests.contexts import context_for, run_along
from tests.drawings import BOXES, WALL, drawn
from tests.pictures import yard

SMALL = {"radius": 10, "kernel_size": 9, "opacity": 0.7, "position": "CENTER"}


def tracked(*shifts):
    """Frames in which the wall has moved so many pixels to the right."""
    frames = []
    for shift in shifts:
        box = replace(
            WALL.box, left=WALL.box.left + shift / 160, right=WALL.box.right + shift / 160
        )
        frames.append(
            {"image": yard(), "regions": Regions((replace(WALL, box=box, track_id="1"),))}
        )
    return frames


def warm(outcome):
    return (outcome.image.pixels != yard().pixels).any(axis=2)


def test_a_disc_in_the_warmest_colour_lies_over_each_middle():
    new = drawn(draw_heatmap, BOXES, **SMALL)
    assert new.mean() == pytest.approx(99.2184, abs=0.01)
    assert new[40, 42].tolist() == pytest.approx([232, 9, 12], abs=1)
    assert np.array_equal(new[:20], yard().pixels[:20])


def test_it_grows_along_a_video():
    frames = [{"image": yard(), "regions": BOXES}, {"image": yard(), "regions": Regions()}]
    first, second = run_along(draw_heatmap, frames, **SMALL)
    assert np.array_equal(first.image.pixels, second.image.pixels)


def test_what_stands_still_does_not_count():
    outcomes = run_along(draw_heatmap, tracked(0, 5, 40, 45), **SMALL)
    assert [bool(warm(outcome).any()) for outcome in outcomes] == [False, False, True, True]
    assert warm(outcomes[2])[40, 82]
    anyway = run_along(draw_heatmap, tracked(0), ignore_stationary=False, **SMALL)
    assert warm(anyway[0])[40, 42]


def test_a_session_goes_on():
    params = draw_heatmap.Params(**SMALL)
    batch = [draw_heatmap.Inputs(**frame) for frame in tracked(0, 40, 80)]
    whole = draw_heatmap.run(batch, params, context_for(draw_heatmap))[-1]
    context = context_for(draw_heatmap)
    draw_heatmap.run(batch[:2], params, context)
    left = {stream: json.loads(json.dumps(kept.as_json())) for stream, kept in context.kept.items()}
    later = replace(context_for(draw_heatmap), remembered=left)
    again = draw_heatmap.run(batch[2:], params, later)[0]
    assert np.array_equal(whole.image.pixels, again.image.pixels)


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_heatmap, Regions()), yard().pixels)
