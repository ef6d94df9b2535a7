from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from tests.heads import card
from tests.onnx_files import node, port, sessions_of, write
from tests.pictures import as_image, solid
from tests.run_graph import outputs_of, run_operator

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.contracts.values import Image
    from runtime.inference.sessions import Sessions


def digit(number: int, paper: str = "white", ink: str = "black") -> Image:
    canvas = Pillow.new("RGB", (90, 110), paper)
    font = ImageFont.load_default(100)
    ImageDraw.Draw(canvas).text((45, 55), str(number), fill=ink, font=font, anchor="mm")
    return as_image(canvas)


def names(result) -> list[str]:
    return [concepts.items[0].name for concepts in outputs_of(result, "concepts")]


def test_printed_digits_are_told_apart_dark_on_light_and_light_on_dark(sessions: Sessions):
    pictures = [digit(number) for number in range(10)]
    assert names(run_operator("visual-classifier", "digits", sessions, pictures)) == [
        str(number) for number in range(10)
    ]
    turned = [digit(number, "navy", "yellow") for number in (2, 5, 7)]
    assert names(run_operator("visual-classifier", "digits", sessions, turned)) == ["2", "5", "7"]


def test_scores_add_up_and_come_best_first(sessions: Sessions):
    result = run_operator("visual-classifier", "digits", sessions, [digit(4)], max_concepts=10)
    (concepts,) = outputs_of(result, "concepts")
    scores = [concept.value for concept in concepts.items]
    assert scores == sorted(scores, reverse=True)
    assert abs(sum(scores) - 1) < 1e-3


def test_bounds_leave_classes_out(sessions: Sessions):
    result = run_operator(
        "visual-classifier", "digits", sessions, [digit(4), solid(30, 30)], min_value=0.9
    )
    assert [c.items[0].name for c in outputs_of(result, "concepts")[:1]] == ["4"]
    only = run_operator("visual-classifier", "digits", sessions, [digit(4)], classes=["9"])
    assert [concept.name for concept in outputs_of(only, "concepts")[0].items] == ["9"]


def test_a_model_of_ones_own_is_read_by_its_card(tmp_path: Path):
    """A model whose raw scores are the mean colours."""
    path = write(
        tmp_path / "colours.onnx", [port("pixels", ["n", 8, 8, 3])], [port("raw", ["n", 3])],
        [node("ReduceMean", ["pixels"], ["raw"], axes=[1, 2], keepdims=0)],
    )  # fmt: skip
    made = card(
        "classify", decoder="classifier", labels=["red", "green", "blue"],
        preprocess={"input": "pixels", "width": 8, "height": 8, "resize": "cover",
                    "layout": "nhwc", "rescale": 0.1},
        postprocess={"activation": "softmax"},
    )  # fmt: skip
    result = run_operator(
        "visual-classifier", "made", sessions_of(made, path),
        [solid(20, 10, (9, 200, 30)), solid(5, 9, (9, 20, 230))],
    )  # fmt: skip
    assert names(result) == ["green", "blue"]


def test_many_pictures_are_classified_in_their_order(sessions: Sessions):
    rng = np.random.default_rng(1)
    order = rng.integers(0, 10, 30).tolist()
    result = run_operator("visual-classifier", "digits", sessions, [digit(n) for n in order])
    assert names(result) == [str(number) for number in order]
