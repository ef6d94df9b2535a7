from __future__ import annotations

import pytest
from PIL import Image as Pillow

from runtime.contracts.values import Image
from runtime.operators.image import image_deskew
from tests.contexts import run_once
from tests.pictures import as_image, page, solid

LINES = [f"A line of writing, number {number}, on the page" for number in range(1, 9)]


def askew(degrees):
    level = Pillow.fromarray(page(LINES).pixels)
    return as_image(level.rotate(-degrees, fillcolor="white"))


@pytest.mark.parametrize("degrees", [-7, -2.5, 4, 10])
def test_it_finds_how_far_a_page_lies_askew_and_levels_it(degrees):
    outcome = run_once(image_deskew, {"image": askew(degrees)})
    assert outcome.angle.value == pytest.approx(degrees, abs=0.4)
    again = run_once(image_deskew, {"image": outcome.image})
    assert again.angle.value == pytest.approx(0, abs=0.4)


def test_light_writing_on_dark_works_too():
    dark = Image(255 - askew(5).pixels)
    assert run_once(image_deskew, {"image": dark}).angle.value == pytest.approx(5, abs=0.4)


def test_a_blank_page_stays_as_it_is():
    blank = solid(300, 200, (255, 255, 255))
    outcome = run_once(image_deskew, {"image": blank})
    assert outcome.angle.value == 0
    assert outcome.image is blank
