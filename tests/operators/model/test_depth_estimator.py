from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.heads import card
from tests.onnx_files import node, port, sessions_of, write
from tests.pictures import as_image, solid
from tests.run_graph import outputs_of, run_operator

if TYPE_CHECKING:
    from pathlib import Path


def models(folder: Path, **post: object):
    """A model that takes brightness for depth."""
    path = write(
        folder / "depth.onnx", [port("images", ["n", 3, 16, 16])], [port("depth", ["n", 16, 16])],
        [node("ReduceMean", ["images"], ["depth"], axes=[1], keepdims=0)],
    )  # fmt: skip
    made = card(
        "depth", decoder="depth", postprocess=post,
        preprocess={"width": 16, "height": 16, "resize": "stretch"},
    )  # fmt: skip
    return sessions_of(made, path)


def half_lit():
    from PIL import Image, ImageDraw

    canvas = Image.new("RGB", (40, 20), "black")
    ImageDraw.Draw(canvas).rectangle((20, 0, 39, 19), fill="white")
    return as_image(canvas)


def one(result, port_name: str):
    (value,) = outputs_of(result, port_name)
    return value


def test_near_is_bright_at_the_size_of_the_picture(tmp_path: Path):
    result = run_operator("depth-estimator", "made", models(tmp_path), [half_lit()])
    pixels = one(result, "image").pixels
    assert pixels.shape == (20, 40, 3)
    assert pixels[10, 2].tolist() == [0, 0, 0]
    assert pixels[10, 37].tolist() == [255, 255, 255]
    assert (one(result, "least").value, one(result, "greatest").value) == pytest.approx((0, 1))


def test_distances_grow_the_other_way(tmp_path: Path):
    result = run_operator("depth-estimator", "made", models(tmp_path, metric=True), [half_lit()])
    assert one(result, "image").pixels[10, 2].tolist() == [255, 255, 255]


def test_heat_is_in_colour_and_a_flat_picture_is_dark(tmp_path: Path):
    result = run_operator("depth-estimator", "made", models(tmp_path), [half_lit()], colors="heat")
    red, _, blue = (int(value) for value in one(result, "image").pixels[10, 37])
    assert red > blue
    flat = run_operator("depth-estimator", "made", models(tmp_path), [solid(9, 9)])
    assert one(flat, "image").pixels.max() == 0
