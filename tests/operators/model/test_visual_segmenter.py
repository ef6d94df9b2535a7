from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.contracts.values import Image
from runtime.inference.training.streets.scenes import LABELS, draw_scene
from runtime.media.images import read_image
from tests.clients import sample
from tests.heads import card
from tests.onnx_files import node, port, sessions_of, write
from tests.run_graph import outputs_of, run_operator

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.inference.sessions import Sessions


def one(result, port_name: str):
    (value,) = outputs_of(result, port_name)
    return value


def test_a_drawn_street_is_taken_apart(sessions: Sessions):
    scene = draw_scene(800_000_300)
    result = run_operator("visual-segmenter", "street-scenes", sessions, [Image(scene.pixels)])
    mask = one(result, "mask")
    assert mask.names == LABELS
    assert (mask.classes == scene.labels).mean() > 0.85
    shares = {item.name: item.value for item in one(result, "concepts").items}
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["road"] == pytest.approx((scene.labels == 3).mean(), abs=0.1)
    regions = one(result, "regions").items
    assert {region.concepts[0].name for region in regions} <= set(LABELS)
    assert all(len(region.polygon) > 2 for region in regions)


@pytest.mark.parametrize(
    ("name", "plates"),
    [
        ("street-one-car.jpg", [(450, 499, 640, 540)]),
        ("street-two-cars.jpg", [(246, 563, 418, 601), (838, 518, 1021, 558)]),
        ("gate-night.jpg", [(460, 562, 660, 605)]),
    ],
)
def test_the_plates_of_a_sample_are_covered_and_little_else(sessions: Sessions, name, plates):
    """Where `builder/samples/street_art.py` draws them, in pixels."""
    picture = read_image(sample(name), name)
    result = run_operator("visual-segmenter", "plate-segmenter", sessions, [picture],
                          classes=["plate"], min_value=0.7)  # fmt: skip
    mask = one(result, "mask")
    assert mask.names == ("background", "plate")
    wanted = np.zeros(mask.classes.shape, bool)
    for left, top, right, bottom in plates:
        wanted[top:bottom, left:right] = True
        assert mask.classes[top:bottom, left:right].mean() > 0.7
    found = mask.classes == 1
    assert (found & wanted).sum() / (found | wanted).sum() > 0.75
    assert len(one(result, "regions").items) == len(plates)


def colour_model(folder: Path):
    """A model whose classes are the three colours themselves."""
    path = write(
        folder / "colours.onnx", [port("images", ["n", 3, 32, 32])],
        [port("logits", ["n", 3, 16, 16])],
        [node("AveragePool", ["images"], ["pooled"], kernel_shape=[2, 2], strides=[2, 2]),
         node("Mul", ["pooled", "strong"], ["logits"])],
        {"strong": np.array(20, np.float32)},
    )  # fmt: skip
    made = card(
        "segment", decoder="segmenter", labels=["red", "green", "blue"],
        preprocess={"width": 32, "height": 32, "resize": "letterbox"},
    )  # fmt: skip
    return sessions_of(made, path)


def flag() -> Image:
    """Left third red, the rest blue, twice as wide as high."""
    pixels = np.zeros((60, 120, 3), np.uint8)
    pixels[:, :40, 0] = 255
    pixels[:, 40:, 2] = 255
    return Image(pixels)


def test_pieces_become_regions_and_classes_tell_their_share(tmp_path: Path):
    result = run_operator("visual-segmenter", "made", colour_model(tmp_path), [flag()])
    blue, red = one(result, "regions").items
    assert (blue.id, blue.concepts[0].name) == ("r1", "blue")
    assert red.box.right == pytest.approx(1 / 3, abs=0.03)
    shares = {item.name: item.value for item in one(result, "concepts").items}
    assert shares == {
        "blue": pytest.approx(2 / 3, abs=0.03), "red": pytest.approx(1 / 3, abs=0.03),
    }  # fmt: skip


def test_only_chosen_classes_make_regions_but_the_mask_stays_whole(tmp_path: Path):
    result = run_operator(
        "visual-segmenter", "made", colour_model(tmp_path), [flag()], classes=["red"]
    )
    assert [region.concepts[0].name for region in one(result, "regions").items] == ["red"]
    assert set(np.unique(one(result, "mask").classes)) == {0, 2}
    small = run_operator(
        "visual-segmenter", "made", colour_model(tmp_path), [flag()], min_share=0.5
    )
    assert [region.concepts[0].name for region in one(small, "regions").items] == ["blue"]
