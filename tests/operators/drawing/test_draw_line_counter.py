from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.operators.drawing import draw_line_counter
from tests.contexts import run_once
from tests.pictures import yard


def lined(**params):
    return run_once(draw_line_counter, {"image": yard()}, **params).image.pixels


def test_the_line_and_its_counts():
    new = lined(zone=[[10, 30], [140, 90]], count_in=3, count_out=2)
    assert new.mean() == pytest.approx(115.3668, abs=0.02)
    assert new[20, 40].tolist() == [255, 255, 255]  # the plate of the counts


def test_other_counts_are_other_letters():
    line = [[10, 60], [140, 90]]
    params = {"text_scale": 0.5, "color": "RED", "opacity": 0.8, "thickness": 5}
    new = lined(zone=line, **params)
    assert new.mean() == pytest.approx(106.0994, abs=0.02)
    assert (new != lined(zone=line, count_out=8, **params)).any()
    before = yard().pixels[86, 122].astype(int)
    assert new[86, 122].tolist() == [min(255, before[0] + 204), before[1], before[2]]


def test_a_line_has_two_ends():
    with pytest.raises(ValidationError):
        draw_line_counter.Params(zone=[[1, 2]])
