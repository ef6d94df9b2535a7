"""What nodes remember, through JSON and back: a stream in pieces is followed like a whole one."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from runtime.contracts.arrays import array_as_json, array_from_json
from runtime.contracts.operator import Place
from runtime.contracts.values import (
    All,
    Anchor,
    Embeddings,
    Image,
    Many,
    Number,
    Placement,
    Regions,
)
from runtime.operators.data import (
    change_gate,
    condition,
    data_aggregator,
    rate_limit,
    value_buffer,
)
from runtime.operators.drawing import draw_heatmap, draw_traces
from runtime.operators.measure import embedding_change, embedding_outlier
from runtime.operators.tracking import (
    byte_tracker,
    centroid_tracker,
    class_lock,
    kalman_filter_tracker,
    kalman_reid_tracker,
    line_counter,
    line_crossings,
    motion_tracker,
    object_tracker,
    path_deviation,
    steady_tracker,
    track_events,
    track_smoother,
    track_speed,
    track_trails,
    zone_counter,
    zone_time,
)
from runtime.operators.video import (
    background_subtraction,
    frame_delay,
    frame_difference,
    image_stack,
    motion_detection,
)
from runtime.registry import operators
from tests.contexts import context_for, run_along
from tests.scenes import at, crossing

FRAMES = 40
LOOKS = {"a": (1.0, 0.1, 0.0), "b": (0.0, 1.0, 0.2)}


def scenes():
    """Two that cross; one is hidden for a while and half hidden before, one comes late."""
    found = []
    for index, scene in enumerate(crossing(FRAMES)):
        kept = [one for one in scene if not (one.id == "a" and 10 <= index < 15)]
        kept = [
            replace(one, concepts=(replace(one.concepts[0], value=0.3),))
            if one.id == "b" and 20 <= index < 24
            else one
            for one in kept
        ]
        late = [at("c", 0.2, 0.1 + 0.02 * index)] if index > 17 else []
        found.append([*kept, *late])
    return found


def regions():
    return [{"regions": Regions(tuple(scene))} for scene in scenes()]


def looked_at():
    return [
        {
            "regions": Regions(tuple(scene)),
            "embeddings": All(
                tuple(Embeddings((LOOKS[one.id],)) for one in scene if one.id in LOOKS),
                tuple(Anchor(region=one) for one in scene if one.id in LOOKS),
            ),
        }
        for scene in scenes()
    ]


def tracked():
    outcomes = run_along(byte_tracker, regions())
    return [{"regions": outcome.regions} for outcome in outcomes]


def pictures():
    found = []
    for index, one in enumerate(tracked()):
        pixels = np.full((60, 80, 3), 40, np.uint8)
        pixels[10:30, 2 * index % 60 : 2 * index % 60 + 15] = 220
        found.append({"image": Image(pixels), **one})
    return found


def frames_only():
    return [{"image": one["image"]} for one in pictures()]


CASES = {
    "byte-tracker": (byte_tracker, regions, {"min_visible_frames": 3}),
    "centroid-tracker": (centroid_tracker, regions, {}),
    "kalman-filter-tracker": (kalman_filter_tracker, regions, {}),
    "kalman-reid-tracker": (kalman_reid_tracker, looked_at, {}),
    "line-counter": (line_counter, tracked, {"start": (0.5, 0.0), "end": (0.5, 1.0)}),
    "zone-counter": (zone_counter, tracked, {"zone": [(0.3, 0), (0.8, 0), (0.8, 1), (0.3, 1)]}),
    "track-trails": (track_trails, pictures, {"length": 12}),
    "frame-difference": (frame_difference, frames_only, {}),
}


PLACED = Placement(80, 60)


def in_pixels(make):
    """The same, in frames of 80 by 60 pixels."""
    return [{"regions": replace(one["regions"], placement=PLACED)} for one in make()]


CASES |= {
    "object-tracker": (object_tracker, lambda: in_pixels(regions), {}),
    "motion-tracker": (motion_tracker, lambda: in_pixels(regions), {}),
    "steady-tracker": (steady_tracker, lambda: in_pixels(regions), {}),
    "class-lock": (class_lock, lambda: in_pixels(tracked), {"min_votes": 15}),
    "track-smoother": (track_smoother, lambda: in_pixels(tracked), {}),
    "track-speed": (track_speed, lambda: in_pixels(tracked), {"pixels_per_meter": 3}),
    "track-events": (track_events, lambda: in_pixels(tracked), {"frame_threshold": 12}),
    "path-deviation": (
        path_deviation,
        lambda: in_pixels(tracked),
        {"reference_path": [(0, 0), (40, 40), (80, 10)]},
    ),
    "line-crossings": (
        line_crossings, lambda: in_pixels(tracked), {"line_segment": ((40, 0), (40, 60))},
    ),
    "zone-time": (
        zone_time, lambda: in_pixels(tracked), {"zone": [(20, 0), (70, 0), (70, 60), (20, 60)]},
    ),
    "draw-heatmap": (draw_heatmap, pictures, {"radius": 5, "motion_threshold": 2}),
    "draw-traces": (draw_traces, pictures, {}),
}  # fmt: skip


def numbers():
    """Each twice, so that half of them are no change."""
    return [{"value": Number(index // 2)} for index in range(FRAMES)]


def named_numbers():
    return [{"data": Many((Number(index),), ("n",))} for index in range(FRAMES)]


def directions():
    """They turn, one of them suddenly."""
    turned = [0.03 * index + (2 if index == 25 else 0) for index in range(FRAMES)]
    return [{"embeddings": Embeddings(((math.cos(at), math.sin(at)),))} for at in turned]


EARLY = {
    "type": "StatementGroup",
    "statements": [
        {
            "type": "BinaryStatement",
            "left_operand": {"type": "DynamicOperand", "operand_name": "n"},
            "comparator": {"type": "(Number) <"},
            "right_operand": {"type": "StaticOperand", "value": 3},
        }
    ],
}
CASES |= {
    "condition": (condition, named_numbers, {"statement": EARLY, "stop_delay": 3600}),
    "rate-limit": (rate_limit, numbers, {"cooldown_seconds": 3600}),
    "change-gate": (
        change_gate,
        lambda: [{"value": Number(index // 15)} for index in range(FRAMES)],
        {},
    ),
    "value-buffer": (value_buffer, numbers, {"length": 25}),
    "embedding-change": (embedding_change, directions, {"weighing": "last ones"}),
    "embedding-outlier": (embedding_outlier, directions, {"window": 12}),
    "frame-delay": (frame_delay, numbers, {"offset": -3}),
    "image-stack": (image_stack, frames_only, {"size": 4}),
    "data-aggregator": (
        data_aggregator,
        named_numbers,
        {"modes": {"n": ["avg", "distinct", "values_counts"]}, "interval": 7, "unit": "runs"},
    ),
}


def run_in_calls(operator, elements, sizes, **params):
    """The outcomes when the elements come in calls of these sizes, with only JSON between them."""
    outcomes, remembered, first = [], {}, 0
    for size in sizes:
        places = [
            Place((), Anchor(frame=first + at, time_ms=(first + at) * 200)) for at in range(size)
        ]
        context = replace(context_for(operator), along=places, remembered=remembered)
        batch = [operator.Inputs(**inputs) for inputs in elements[first : first + size]]
        outcomes += operator.run(batch, operator.Params(**params), context)
        told = json.dumps({"": context.kept[()].as_json()}, sort_keys=True, allow_nan=False)
        remembered = {(): json.loads(told)[""]}
        first += size
    return outcomes


def plain(outcome):
    """An outcome, comparable."""
    shown = vars(outcome)
    return {
        name: value.pixels.tolist() if isinstance(value, Image) else value
        for name, value in shown.items()
    }


NEARLY = {
    "background-subtraction": (background_subtraction, {"history": 9}, "image"),
    "motion-detection": (motion_detection, {"history": 9, "minimum_contour_area": 9}, "regions"),
}
"""A mixture of Gaussians cannot be read out: a session keeps the background's picture alone."""


def test_every_operator_that_keeps_state_is_held_to_it():
    assert set(CASES) | set(NEARLY) == {
        name
        for name, one in operators().items()
        if one.meta.keeps_state and one.meta.effects != "sends"
    }


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("sizes", [(20, 20), (1,) * FRAMES, (11, 2, 8, 19)])
def test_a_stream_in_several_calls_is_like_one_in_a_single_call(name, sizes):
    operator, make, params = CASES[name]
    whole = run_in_calls(operator, make(), (FRAMES,), **params)
    pieces = run_in_calls(operator, make(), sizes, **params)
    assert [plain(one) for one in pieces] == [plain(one) for one in whole]


@pytest.mark.parametrize("name", CASES)
def test_without_what_was_remembered_the_answers_would_differ(name):
    """So that the test above tests something."""
    operator, make, params = CASES[name]
    whole = run_in_calls(operator, make(), (FRAMES,), **params)
    halves = [
        outcome
        for half in (make()[:20], make()[20:])
        for outcome in run_in_calls(operator, half, (20,), **params)
    ]
    assert [plain(one) for one in halves] != [plain(one) for one in whole]


def late_comer():
    """An empty place, and from the first frame of the second half on something that passes."""
    found = []
    for index in range(FRAMES):
        pixels = np.full((60, 80, 3), 40, np.uint8)
        if index >= FRAMES // 2:
            pixels[10:30, 3 * (index - 20) : 3 * (index - 20) + 15] = 220
        found.append({"image": Image(pixels)})
    return found


def covered(value):
    """The share of the frame that is told as moving, shadows too."""
    if isinstance(value, Image):
        return float((value.pixels > 0).mean())
    boxes = [region.box for region in value.items]
    return sum((box.bottom - box.top) * (box.right - box.left) for box in boxes)


@pytest.mark.parametrize("name", NEARLY)
def test_a_background_is_still_known_in_the_next_call(name):
    """Without it, the first frames of a call would be all new, or told as nothing at all."""
    operator, params, port = NEARLY[name]
    whole = run_in_calls(operator, late_comer(), (FRAMES,), **params)
    pieces = run_in_calls(operator, late_comer(), (20, 20), **params)
    forgotten = run_in_calls(operator, late_comer()[20:], (20,), **params)

    def off(outcomes):
        pairs = zip(outcomes, whole[-len(outcomes) :], strict=True)
        return [abs(covered(vars(one)[port]) - covered(vars(other)[port])) for one, other in pairs]

    assert off(pieces)[:21] == [0] * 21
    assert sum(off(pieces)) < sum(off(forgotten)) / 2


@pytest.mark.parametrize("kind", [np.float64, np.float32, np.uint8])
def test_arrays_come_back_with_every_bit(kind):
    array = (np.random.default_rng(3).random((3, 5)) * 200).astype(kind)
    again = array_from_json(json.loads(json.dumps(array_as_json(array))))
    assert (again.dtype, again.shape) == (array.dtype, array.shape)
    assert np.array_equal(again, array)
    again[0, 0] = 1


def test_other_arrays_are_refused():
    with pytest.raises(ValueError, match="not kept"):
        array_from_json({"kind": "|O", "shape": [1], "base64": ""})
