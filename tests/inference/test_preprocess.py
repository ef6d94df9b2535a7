from __future__ import annotations

import numpy as np
import pytest

from runtime.inference.preprocess import fit, line_batch, line_width, to_tensor
from tests.pictures import solid


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (33, 400), (1, 1), (640, 640)])
def test_the_canvas_has_whole_strides_and_keeps_the_aspect_ratio(width: int, height: int):
    canvas, placed = fit(
        solid(width, height).pixels, 640 / max(width, height), 32, colour=(9, 9, 9)
    )
    assert canvas.shape[0] % 32 == 0
    assert canvas.shape[1] % 32 == 0
    assert max(canvas.shape[:2]) == 640
    assert placed.scale_x == pytest.approx(placed.scale_y, rel=0.5 / min(width, height))


def test_points_on_the_canvas_go_back_to_where_they_were():
    _, placed = fit(solid(200, 100).pixels, 2.0, 32, margin=8)
    corners = np.array(
        [[placed.left, placed.top], [placed.left + 400, placed.top + 200]], np.float32
    )
    assert placed.to_picture(corners).tolist() == [[0, 0], [1, 1]]


def test_points_in_the_border_are_clipped_to_the_picture():
    _, placed = fit(solid(200, 100).pixels, 1.0, 32)
    assert placed.to_picture(np.array([[-50, 900]], np.float32)).tolist() == [[0, 1]]


def test_bytes_become_planes_in_the_models_range():
    tensor = to_tensor(np.array([[[0, 127.5, 255]]], np.uint8), 0.5, 0.5)
    assert tensor.shape == (3, 1, 1)
    assert tensor.ravel().tolist() == pytest.approx([-1, -0.004, 1], abs=0.001)


def test_short_lines_are_padded_to_the_right_and_long_ones_squeezed():
    batch = line_batch([solid(40, 20).pixels, solid(900, 20).pixels], 48, 192, 0.5, 0.5)
    assert batch.shape == (2, 3, 48, 192)
    assert batch[0, :, :, :96].all()
    assert not batch[0, :, :, 96:].any()
    assert batch[1].all()


def test_the_width_of_a_line_follows_its_height():
    assert line_width(solid(150, 40).pixels, 48) == 180
