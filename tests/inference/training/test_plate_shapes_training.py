from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest

from runtime.contracts.graph import ModelRef
from runtime.inference import manifests
from runtime.inference.training.plate_shapes.evaluate import mean_overlap, measure, overlap
from runtime.inference.training.plate_shapes.scenes import STYLE, draw_scene
from runtime.inference.training.plate_shapes.windows import (
    CELL,
    MEAN,
    SIZE,
    SPREAD,
    STRIDE,
    STYLES,
    draw_window,
)
from runtime.inference.training.plates import scenes as cars

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions


def test_the_shipped_file_keeps_what_its_card_says(sessions: Sessions):
    counts = measure(sessions, STYLE, 60)
    assert overlap(counts) > 0.7
    assert mean_overlap(counts) > 0.7
    bare = [count for count in counts if not count.truth]
    assert sum(count.answer == 0 for count in bare) > 0.75 * len(bare)


def test_the_shipped_file_is_what_the_training_makes(sessions: Sessions):
    model = sessions.get(ModelRef(id="plate-segmenter"))
    images = np.zeros((2, 3, 2 * STRIDE, 3 * STRIDE), np.float32)
    (logits,) = model.run({"images": images})
    assert logits.shape == (2, 1, 2 * STRIDE // CELL, 3 * STRIDE // CELL)
    assert model.metadata["stride"] == str(model.manifest.preprocess["stride"]) == str(STRIDE)
    assert model.manifest.preprocess["mean"] == [MEAN] * 3
    assert model.manifest.preprocess["std"] == [SPREAD] * 3
    graph = onnx.load(manifests.path_of(model.manifest))
    assert [item.version for item in graph.opset_import] == [17]


def test_a_window_is_the_same_for_the_same_seed_and_tells_of_every_cell():
    wide, high = SIZE
    for seed in range(12):
        one, two = draw_window(seed), draw_window(seed)
        assert np.array_equal(one.pixels, two.pixels)
        assert np.array_equal(one.cells, two.cells)
        assert one.pixels.shape == (high, wide, 3)
        assert one.cells.shape == (high // CELL, wide // CELL)
        assert one.bare == (one.cells.max() == 0)


def test_windows_come_with_plates_and_without_in_every_style():
    for style in range(len(STYLES)):
        seeds = [12 * turn + 2 * style + odd for turn in range(8) for odd in (0, 1)]
        assert {draw_window(seed).bare for seed in seeds} == {True, False}


def test_a_scene_is_the_same_for_the_same_seed_and_tells_every_plate():
    for seed in range(8):
        one, two = draw_scene(seed), draw_scene(seed)
        assert np.array_equal(one.pixels, two.pixels)
        assert one.plate.shape == one.pixels.shape[:2]
        assert 0 <= one.plate.min() <= one.plate.max() <= 1
    plain = cars.draw_scene(4, STYLE)
    area = sum(
        abs(sum(x * down - across * y for (x, y), (across, down) in zip(
            plate.corners, plate.corners[1:] + plate.corners[:1], strict=True))) / 2
        for plate in plain.plates
    )  # fmt: skip
    assert area > 0
    assert draw_scene(4).plate.sum() == pytest.approx(area, rel=0.02)


def test_every_second_scene_has_another_street_behind_the_same_cars():
    assert np.array_equal(draw_scene(4).pixels, cars.draw_scene(4, STYLE).pixels)
    assert not np.array_equal(draw_scene(5).pixels, cars.draw_scene(5, STYLE).pixels)
