from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.values import Image
from runtime.operators.model import image_to_image
from tests.heads import card
from tests.onnx_files import node, port, sessions_of, write
from tests.pictures import solid
from tests.run_graph import outputs_of, run_operator

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def twice(folder: Path, **preprocess: object):
    """A model that doubles every pixel."""
    path = write(
        folder / "twice.onnx", [port("images", ["n", 3, "h", "w"])],
        [port("larger", ["n", 3, "high", "wide"])],
        [node("Resize", ["images", "", "scales"], ["larger"], mode="nearest",
              coordinate_transformation_mode="asymmetric", nearest_mode="floor")],
        {"scales": np.array([1, 1, 2, 2], np.float32)},
    )  # fmt: skip
    made = card(
        "image-to-image", decoder="super_resolution", postprocess={"scale": 2},
        preprocess={"resize": "keep", **preprocess},
    )  # fmt: skip
    return sessions_of(made, path)


def test_a_picture_is_enlarged_pixel_by_pixel(tmp_path: Path):
    pixels = np.random.default_rng(3).integers(0, 256, (7, 11, 3)).astype(np.uint8)
    models = twice(tmp_path, stride=8)
    (image,) = outputs_of(
        run_operator("image-to-image", "made", models, [Image(pixels)]), "image"
    )  # fmt: skip
    assert np.array_equal(image.pixels, pixels.repeat(2, axis=0).repeat(2, axis=1))


def test_a_result_that_would_be_too_large_is_refused_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(image_to_image, "MAX_WORK_PIXELS", 400)
    result = run_operator("image-to-image", "made", twice(tmp_path), [solid(10, 10), solid(11, 10)])
    assert len(outputs_of(result, "image")) == 1
    (error,) = result.errors.values()
    assert isinstance(error, OperatorFailedError)
    assert "Image resize" in error.message
