from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.values import Image
from runtime.inference.training.classic.evaluate import thing
from tests.heads import card
from tests.onnx_files import port, sessions_of, write_fixed
from tests.pictures import solid
from tests.run_graph import outputs_of, run_operator

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.inference.sessions import Sessions


def vectors(sessions: Sessions, *images: Image) -> np.ndarray:
    result = run_operator("visual-embedder", "classic-embedder", sessions, list(images))
    return np.array([value.vectors[0] for value in outputs_of(result, "embeddings")])


def test_alike_pictures_lie_closer_than_others(sessions: Sessions):
    rng = np.random.default_rng(2)
    kinds = [("disc", "red"), ("disc", "red"), ("bars", "blue")]
    one, same, other = vectors(sessions, *(Image(thing(*kind, rng)) for kind in kinds))
    assert one @ same > 0.9
    assert one @ same > one @ other + 0.3


def test_a_vector_says_what_it_can_be_compared_with(sessions: Sessions):
    pictures = [solid(3, 200)]
    result = run_operator("visual-embedder", "classic-embedder", sessions, pictures)
    assert outputs_of(result, "about")[0].value == {
        "model_id": "classic-embedder", "space_id": "classic-embedder", "dimension": 256,
        "normalization": "l2", "output_type": "feature_vector",
    }  # fmt: skip


def test_vectors_have_length_one_whatever_the_picture(sessions: Sessions):
    found = vectors(sessions, solid(3, 200), solid(1, 1, (0, 0, 0)))
    assert found.shape == (2, 256)
    assert np.linalg.norm(found, axis=1).tolist() == pytest.approx([1, 1], abs=1e-3)


def test_a_model_that_makes_no_vectors_is_named(tmp_path: Path):
    path = write_fixed(
        tmp_path / "m.onnx", [port("images", ["n", 3, 8, 8])], {"x": np.zeros(3, np.float32)}
    )  # fmt: skip
    made = card("image-embed", decoder="yolo_v8", preprocess={"width": 8, "height": 8})
    with pytest.raises(OperatorFailedError, match="makes no vectors"):
        run_operator("visual-embedder", "made", sessions_of(made, path), [solid(8, 8)])
