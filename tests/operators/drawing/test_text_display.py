from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Many, Number, String
from runtime.operators.drawing import text_display
from tests.contexts import run_once
from tests.pictures import yard


def written(text, wires=None, **params):
    data = None
    if wires:
        data = Many(tuple(wires.values()), tuple(wires))
    return run_once(text_display, {"image": yard(), "data": data}, text=text, **params)


def test_lines_on_a_plate_at_the_top_left():
    new = written("Hi there\nyou", font_scale=0.5).image.pixels
    assert new.mean() == pytest.approx(81.7963, abs=0.02)
    assert new[12, 12].tolist() == [0, 0, 0]
    assert np.array_equal(new[:10], yard().pixels[:10])


def test_a_round_clear_plate_at_the_bottom_right():
    params = {"anchor": "bottom_right", "offset_x": -5, "offset_y": -5, "border_radius": 6}
    new = written("Hi", background_opacity=0.5, text_color="RED", **params).image.pixels
    assert new.mean() == pytest.approx(94.0819, abs=0.02)
    assert new[70, 115].tolist() == [10, 12, 18]
    assert (new == (255, 0, 0)).all(axis=2).any()


def test_values_stand_for_their_names():
    params = {"position_mode": "absolute", "position_x": 20, "position_y": 40}
    params |= {"background_color": "transparent", "font_scale": 0.6, "font_thickness": 1}
    plain = written("Hi 5", **params).image.pixels
    assert plain.mean() == pytest.approx(99.562, abs=0.02)
    for given in ({"wires": {"n": Number(5)}}, {"constants": {"n": 5}}):
        new = written("Hi {{ $parameters.n }}", **given, **params).image.pixels
        assert np.array_equal(new, plain)


def test_operations_work_on_a_value_first():
    operations = {"name": [{"type": "StringToUpperCase"}]}
    new = written(
        "{{$parameters.name}} {{ $parameters.other }}",
        {"name": String("cat")},
        data_operations=operations,
    ).image.pixels
    assert np.array_equal(new, written("CAT {{ $parameters.other }}").image.pixels)


def test_the_plate_never_leaves_the_picture():
    new = written("Hi", position_mode="absolute", position_x=500, position_y=-9).image.pixels
    assert new[0, 159].tolist() == [0, 0, 0]
    assert written("A line that is much wider than the picture").image.pixels.shape == (120, 160, 3)
