"""The smile sample: what the graph computes is what was learned, and the shipped file is right."""

from __future__ import annotations

import numpy as np
import onnxruntime

from runtime.inference.sessions import Sessions
from runtime.inference.training.smiles.evaluate import HELD_OUT_SEED, accuracy
from runtime.inference.training.smiles.faces import drawn
from runtime.inference.training.smiles.train import features, learned, write


def test_faces_are_the_same_for_the_same_seed_and_both_labels_occur():
    one, other = drawn(6, 3), drawn(6, 3)
    assert np.array_equal(one.pixels, other.pixels)
    assert one.pixels.shape == (6, 48, 48, 3)
    assert set(drawn(20, 4).labels.tolist()) == {0, 1}


def test_the_graph_computes_what_was_learned(tmp_path):
    layers = learned(count=60, rounds=2)
    write(layers, tmp_path / "few.onnx")
    faces = drawn(5, 8)
    flow = features(faces)
    for number, (weights, biases) in enumerate(layers):
        flow = flow @ weights + biases
        if number < len(layers) - 1:
            flow = np.maximum(flow, 0)
    second = 1 / (1 + np.exp(-flow[:, 0]))
    session = onnxruntime.InferenceSession(tmp_path / "few.onnx")
    images = np.ascontiguousarray(faces.pixels.transpose(0, 3, 1, 2))
    (scores,) = session.run(None, {"images": images})
    assert np.allclose(scores, np.stack([1 - second, second], axis=1), atol=1e-5)


def test_the_shipped_file_is_as_right_as_its_card_says():
    assert accuracy(drawn(120, HELD_OUT_SEED), Sessions(threads=1)) > 0.92
