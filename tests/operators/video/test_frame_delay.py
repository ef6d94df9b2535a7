from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from runtime.contracts.values import Boolean, Image, Number, String
from runtime.operators.video import frame_delay
from runtime.query.kept import KeptValues
from tests.contexts import run_along


def test_a_value_comes_some_frames_later():
    frames = [{"value": Number(n * 10)} for n in range(4)]
    found = run_along(frame_delay, frames, offset=-2, default="none")
    assert [one.value for one in found] == [
        String("none"), String("none"), Number(0), Number(10),
    ]  # fmt: skip
    assert [one.available for one in found] == [Boolean(n > 1) for n in range(4)]
    assert [one.frame.value for one in found] == [1, 2, 3, 4]


def test_a_delay_of_nothing_is_the_frame_itself():
    (found,) = run_along(frame_delay, [{"value": Number(5)}], offset=0)
    assert found.value == Number(5)


def test_only_the_past_can_be_asked_for():
    with pytest.raises(ValidationError):
        frame_delay.Params(offset=1)


def test_what_is_kept_travels_as_json_but_for_pictures():
    kept = KeptValues()
    kept.put(1, Number(3), 9)
    kept.put(2, Image(np.zeros((2, 2, 3), np.uint8)), 9)
    again = KeptValues()
    again.from_json(kept.as_json())
    assert again.values == {1: Number(3), 2: None}
