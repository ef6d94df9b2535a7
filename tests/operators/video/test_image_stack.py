from __future__ import annotations

import base64
import io

import numpy as np
import pytest
from PIL import Image as Pillow
from pydantic import ValidationError

from runtime.contracts.values import Image
from runtime.operators.video import image_stack
from tests.contexts import run_along


def grey(shade, height=50, width=200):
    return {"image": Image(np.full((height, width, 3), shade, np.uint8))}


def shown(outcome):
    """The stack's frames: size and shade of each."""
    frames = [Pillow.open(io.BytesIO(base64.b64decode(one))) for one in outcome.frames.value]
    assert {frame.format for frame in frames} == {"JPEG"}
    assert len(frames) == outcome.count.value
    return [(frame.size, frame.getpixel((0, 0))[0]) for frame in frames]


def test_frames_are_stacked_small_and_the_newest_first():
    found = run_along(image_stack, [grey(n) for n in (0, 80, 160)], size=2, width=100, height=100)
    small = (100, 25)
    assert [shown(one) for one in found] == [
        [(small, 0)], [(small, 80), (small, 0)], [(small, 160), (small, 80)],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("height", "width", "size"),
    [(50, 60, (60, 50)), (64, 100, (100, 64)), (640, 100, (10, 64)), (2, 3000, (100, 1))],
)
def test_a_frame_fits_both_sides_and_is_never_made_larger(height, width, size):
    (found,) = run_along(image_stack, [grey(9, height, width)], width=100, height=64)
    assert [one for one, _ in shown(found)] == [size]


def test_an_emptied_stack_holds_the_frame_alone():
    found = run_along(image_stack, [grey(n) for n in (0, 80, 160)], size=2, clear=True)
    assert [[shade for _, shade in shown(one)] for one in found] == [[0], [80], [160]]


@pytest.mark.parametrize(
    ("params", "said"),
    [({"size": 0}, "greater than or equal to 1"), ({"size": 65}, "less than or equal to 64"),
     ({"width": 63}, "greater than or equal to 64"), ({"height": 1081}, "equal to 1080")],
)  # fmt: skip
def test_a_setting_out_of_its_bounds_is_named(params, said):
    with pytest.raises(ValidationError, match=rf"{next(iter(params))}\n.*{said}"):
        image_stack.Params(**params)
