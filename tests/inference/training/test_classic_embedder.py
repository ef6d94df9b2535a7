from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.inference.manifests import WEIGHTS_FOLDER
from runtime.inference.training.classic.evaluate import measure
from runtime.inference.training.classic.write import SIZE, write

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.inference.sessions import Sessions


def test_the_script_writes_the_shipped_bytes(tmp_path: Path):
    path = tmp_path / "classic.onnx"
    write(path)
    assert path.read_bytes() == (WEIGHTS_FOLDER / "classic-embedder.onnx").read_bytes()
    assert SIZE == 256


def test_pictures_that_look_alike_are_found(sessions: Sessions):
    shares = measure(sessions, scenes=60)
    assert shares["altered scene found among 60"] >= 0.95
    assert shares["thing: colour right"] >= 0.9
    assert shares["thing: shape and colour right"] >= 0.6


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_a_picture_of_one_colour_has_a_vector_too(sessions: Sessions, value: float):
    from runtime.contracts.graph import ModelRef

    model = sessions.get(ModelRef(id="classic-embedder"))
    vector = model.run({"images": np.full((1, 3, 96, 96), value, np.float32)})[0][0]
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)
