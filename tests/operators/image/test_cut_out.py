from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw

from runtime.contracts.operator import Failure
from runtime.contracts.values import Box, Image, Region, Regions
from runtime.operators.image import cut_out
from tests.contexts import run_once
from tests.pictures import as_image, solid


def mug(size: tuple[int, int] = (320, 240)) -> tuple[Image, np.ndarray]:
    """A red disc on grainy green, and where it is."""
    place = [size[0] * 0.3, size[1] * 0.25, size[0] * 0.7, size[1] * 0.75]
    truth = Pillow.new("L", size, 0)
    ImageDraw.Draw(truth).ellipse(place, fill=1)
    grain = np.random.default_rng(1).integers(-12, 12, (size[1], size[0], 1))
    inside = np.array(truth)[..., None] > 0
    pixels = np.where(inside, (180, 40, 40), (60, 120, 70)) + grain
    return Image(np.asarray(np.clip(pixels, 0, 255), np.uint8)), np.array(truth, np.uint8)


def overlap(one: np.ndarray, two: np.ndarray) -> float:
    return float((one & two).sum() / (one | two).sum())


def regions(*boxes: Box) -> Regions:
    return Regions(tuple(Region(f"r{number}", box) for number, box in enumerate(boxes)))


@pytest.mark.parametrize("size", [(320, 240), (1600, 1200)])
def test_a_thing_is_cut_out_along_its_border(size: tuple[int, int]):
    image, truth = mug(size)
    outcome = run_once(cut_out, {"image": image})
    assert overlap(outcome.mask.classes, truth) > 0.95
    assert outcome.mask.names == ("background", "cut out")
    assert outcome.share.value == pytest.approx(truth.mean(), abs=0.02)
    assert outcome.image.pixels[0, 0].tolist() == [255, 255, 255]
    middle = (size[1] // 2, size[0] // 2)
    assert np.array_equal(outcome.image.pixels[middle], image.pixels[middle])
    (region,) = outcome.regions.items
    assert region.box.left == pytest.approx(0.3, abs=0.02)
    assert len(region.polygon) > 8


def test_a_box_says_where_to_look():
    image, truth = mug()
    two = Image(np.concatenate([image.pixels, image.pixels], axis=1))
    left = Box(top=0.15, left=0.1, bottom=0.85, right=0.4)
    outcome = run_once(cut_out, {"image": two, "regions": regions(left)}, color="#000000")
    assert overlap(outcome.mask.classes[:, :320], truth) > 0.9
    assert outcome.mask.classes[:, 320:].sum() == 0
    assert outcome.image.pixels[0, 0].tolist() == [0, 0, 0]


def test_the_same_picture_is_cut_the_same_way():
    image, _ = mug()
    one, two = (run_once(cut_out, {"image": image}) for _ in range(2))
    assert np.array_equal(one.mask.classes, two.mask.classes)


@pytest.mark.parametrize("image", [solid(200, 100), solid(1, 1), solid(5, 300)])
def test_where_nothing_stands_out_nothing_is_cut(image: Image):
    assert run_once(cut_out, {"image": image}).share.value == 0


def test_a_box_of_the_whole_picture_and_none_at_all_do_no_harm():
    image, _ = mug()
    whole = regions(Box(0, 0, 1, 1))
    assert run_once(cut_out, {"image": image, "regions": whole}).share.value < 1
    assert run_once(cut_out, {"image": image, "regions": Regions()}).share.value == 0


def test_too_many_regions_say_what_to_do():
    many = regions(*[Box(0.1, 0.1, 0.9, 0.9)] * 21)
    outcome = run_once(cut_out, {"image": as_image(Pillow.new("RGB", (9, 9))), "regions": many})
    assert isinstance(outcome, Failure)
    assert "Region filter" in outcome.error.message
