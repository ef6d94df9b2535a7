from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.inference.training.streets.evaluate import confusion, overlaps
from runtime.inference.training.streets.scenes import LABELS, draw_scene
from runtime.inference.training.streets.sheet import CAR, SIZE
from runtime.inference.training.streets.train import train
from tests.heads import card
from tests.onnx_files import load

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.inference.sessions import Sessions


def test_the_shipped_file_keeps_what_its_card_says(sessions: Sessions):
    counts = confusion(sessions, 24)
    shares = overlaps(counts)
    assert np.diag(counts).sum() / counts.sum() > 0.9
    assert min(shares.values()) > 0.55


def test_the_script_trains_and_writes_a_file_that_runs(tmp_path: Path):
    path = tmp_path / "streets.onnx"
    train(path, scenes=4, cells=60, rounds=1)
    outputs = load(card("segment"), path).run({"images": np.zeros((2, 3, 160, 256), np.float32)})
    assert outputs[0].shape == (2, len(LABELS), 80, 128)


def test_a_scene_is_the_same_for_the_same_seed_and_labelled_pixel_by_pixel():
    one, two = draw_scene(5), draw_scene(5)
    assert np.array_equal(one.pixels, two.pixels)
    assert one.pixels.shape == (SIZE[1], SIZE[0], 3)
    assert one.labels.shape == (SIZE[1], SIZE[0])
    assert any((draw_scene(seed).labels == CAR).any() for seed in range(4))
