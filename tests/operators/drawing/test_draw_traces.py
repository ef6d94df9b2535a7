from __future__ import annotations

import json
from dataclasses import replace

import numpy as np

from runtime.contracts.values import Regions
from runtime.operators.drawing import draw_traces
from tests.contexts import context_for, run_along
from tests.drawings import FIRST, WALL
from tests.pictures import yard


def frame(*shifts, track="1"):
    regions = []
    for shift in shifts:
        box = replace(
            WALL.box, left=WALL.box.left + shift / 160, right=WALL.box.right + shift / 160
        )
        regions.append(replace(WALL, box=box, track_id=track))
    return {"image": yard(), "regions": Regions(tuple(regions))}


def inked(outcome):
    """The columns of the line, which lies in row 40."""
    return np.nonzero((outcome.image.pixels[40] == FIRST).all(axis=1))[0].tolist()


def test_a_line_joins_the_places_of_a_track():
    outcomes = run_along(draw_traces, [frame(0), frame(10), frame(20)])
    assert inked(outcomes[0]) == []
    assert inked(outcomes[1]) == list(range(42, 53))
    assert inked(outcomes[2]) == list(range(42, 63))


def test_it_goes_back_only_so_far():
    outcomes = run_along(draw_traces, [frame(0), frame(10), frame(20)], trace_length=2)
    assert inked(outcomes[2]) == list(range(52, 63))


def test_regions_without_a_track_have_no_line():
    frames = [frame(0, track=None), frame(10, track=None)]
    for outcome in run_along(draw_traces, frames):
        assert np.array_equal(outcome.image.pixels, yard().pixels)


def test_a_session_goes_on():
    params = draw_traces.Params()
    batch = [draw_traces.Inputs(**each) for each in (frame(0), frame(10))]
    context = context_for(draw_traces)
    draw_traces.run(batch[:1], params, context)
    left = {stream: json.loads(json.dumps(kept.as_json())) for stream, kept in context.kept.items()}
    later = replace(context_for(draw_traces), remembered=left)
    assert inked(draw_traces.run(batch[1:], params, later)[0]) == list(range(42, 53))
