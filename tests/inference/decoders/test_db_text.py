from __future__ import annotations

import cv2
import numpy as np
import pytest

from runtime.inference.decoders.db_text import decode, order_corners, reading_order

LEVELS = {"pixel": 0.3, "score": 0.5, "unclip": 1.6}


def heat(*boxes: tuple[int, int, int, int], value: float = 0.9) -> np.ndarray:
    """A map that is hot inside boxes of (left, top, width, height)."""
    canvas = np.zeros((200, 400), np.float32)
    for left, top, width, height in boxes:
        canvas[top : top + height, left : left + width] = value
    return canvas


def quad(left: float, top: float, width: float = 60, height: float = 20) -> list[list[float]]:
    right, bottom = left + width, top + height
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


def test_a_core_grows_by_area_times_ratio_over_perimeter():
    quads, scores = decode(heat((100, 50, 100, 20)), **LEVELS)
    grow = 100 * 20 * 1.6 / (2 * (100 + 20))
    expected = quad(100 - grow, 50 - grow, 100 + 2 * grow, 20 + 2 * grow)
    assert np.allclose(quads[0], expected, atol=2.5)
    assert scores[0] == pytest.approx(0.9, abs=0.1)


def test_a_tilted_core_gives_a_tilted_quad():
    canvas = np.zeros((200, 400), np.float32)
    corners = cv2.boxPoints(((200, 100), (160, 24), 20)).astype(np.int32)
    cv2.fillPoly(canvas, [corners], 1.0)
    (found,), _ = decode(canvas, **LEVELS)
    along = found[1] - found[0]
    assert np.degrees(np.arctan2(along[1], along[0])) == pytest.approx(20, abs=2)


def test_faint_and_tiny_cores_are_left_out():
    assert len(decode(heat((100, 50, 100, 20), value=0.4), **LEVELS)[0]) == 0
    assert len(decode(heat((100, 50, 2, 1)), **LEVELS)[0]) == 0


def test_an_empty_map_gives_no_lines():
    quads, scores = decode(heat(), **LEVELS)
    assert quads.shape == (0, 4, 2)
    assert scores.shape == (0,)


def test_lines_come_top_to_bottom_then_left_to_right():
    quads = np.array([quad(200, 103), quad(10, 150), quad(10, 100), quad(10, 5)], np.float32)
    assert reading_order(quads).tolist() == [3, 2, 0, 1]


def test_corners_come_top_left_first_and_clockwise():
    shuffled = np.array(quad(10, 20), np.float32)[[2, 0, 3, 1]]
    assert order_corners(shuffled).tolist() == quad(10, 20)
