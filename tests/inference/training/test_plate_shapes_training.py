from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.inference.training.plate_shapes.evaluate import mean_overlap, measure, overlap
from runtime.inference.training.plate_shapes.layers import Plane, Tape, Weights
from runtime.inference.training.plate_shapes.network import plan, write
from runtime.inference.training.plate_shapes.scenes import STYLE, draw_scene
from runtime.inference.training.plate_shapes.train import gradient, train
from runtime.inference.training.plates import scenes as cars
from tests.heads import card
from tests.onnx_files import load

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.inference.sessions import Sessions


def test_the_shipped_file_keeps_what_its_card_says(sessions: Sessions):
    counts = measure(sessions, STYLE, 60)
    assert overlap(counts) > 0.5
    assert mean_overlap(counts) > 0.5


def test_the_script_trains_and_writes_a_file_that_runs(tmp_path: Path):
    path = tmp_path / "plates.onnx"
    train(path, steps=1)
    train(path, steps=1, onward=path, begin=100)
    images = np.zeros((2, 3, 64, 96), np.float32)
    outputs = load(card("segment"), path).run({"images": images})
    assert outputs[0].shape == (2, 1, 32, 48)


def test_the_file_computes_what_was_trained(tmp_path: Path):
    weights, path = Weights(3), tmp_path / "made.onnx"
    pictures = np.random.default_rng(3).normal(size=(2, 64, 64, 3)).astype(np.float32)
    for _ in range(400):
        answer = plan(Tape(weights), Plane(pictures))
    write(path, weights)
    (found,) = load(card("segment"), path).run({"images": pictures.transpose(0, 3, 1, 2)})
    assert np.allclose(found[:, 0], answer.value[..., 0], atol=0.01)


def small_network(weights: Weights, value) -> tuple[Tape, Plane]:
    """Every kind of layer but the one with a corner, so that slopes can be measured."""
    tape = Tape(weights)
    first = tape.even(tape.conv(Plane(value), "first", 4, stride=2), "even")
    both = tape.double(tape.add(first, tape.conv(first, "second", 4)))
    return tape, tape.unfold(both, 2)


def test_gradients_are_the_slopes_that_can_be_measured():
    rng, weights, step = np.random.default_rng(0), Weights(1), 1e-2
    value = rng.normal(1, 2, (2, 6, 8, 3)).astype(np.float32)
    tape, answer = small_network(weights, value)
    wished = rng.normal(size=answer.value.shape).astype(np.float32)
    tape.back(answer, wished)
    for name, parts in weights.held.items():
        for part, numbers in enumerate(parts):
            place = tuple(int(rng.integers(side)) for side in numbers.shape)
            ends, kept = [], numbers[place]
            for moved in (kept + step, kept - step):
                numbers[place] = moved
                ends.append(float((small_network(weights, value)[1].value * wished).sum()))
            numbers[place] = kept
            slope = (ends[0] - ends[1]) / 2 / step
            assert tape.gradients[name][part][place] == pytest.approx(slope, abs=0.02), name


def test_the_loss_falls_the_way_its_gradient_says():
    rng = np.random.default_rng(4)
    logits = rng.normal(size=(2, 6, 8)).astype(np.float32)
    wanted = np.zeros((2, 6, 8), np.float32)
    wanted[0, 2:4, 1:6] = 1
    _, asked = gradient(logits, wanted)
    for place in ((0, 2, 3), (0, 0, 0), (1, 3, 3)):
        ends = []
        for step in (0.01, -0.01):
            moved = logits.astype(np.float64)
            moved[place] += step
            ends.append(gradient(moved, wanted)[0])
        assert asked[place] == pytest.approx((ends[0] - ends[1]) / 0.02, abs=1e-3)


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
