from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pydantic import ValidationError

from runtime.contracts.values import Box, Concept, Image, Region, Regions
from runtime.operators.image import draw_regions
from runtime.operators.image.draw_regions import Inputs, Params
from tests.contexts import context_for
from tests.pictures import solid

RED = (255, 0, 0)
MIDDLE = Region("r1", Box(0.4, 0.3, 0.7, 0.6), (Concept("plate", "plate", 0.93),))


def drawn(*regions: Region, image: Image | None = None, **params: object) -> np.ndarray:
    batch = [Inputs(image or solid(200, 100, (255, 255, 255)), Regions(regions))]
    chosen = Params(color="#ff0000", **params)
    return draw_regions.run(batch, chosen, context_for(draw_regions))[0].image.pixels


def is_red(pixels: np.ndarray) -> np.ndarray:
    return (pixels == RED).all(axis=-1)


def test_it_outlines_the_box_and_leaves_the_inside_alone():
    red = is_red(drawn(MIDDLE, labels="none", line_width=2))
    rows, columns = np.nonzero(red)
    assert (rows.min(), rows.max()) == pytest.approx((40, 69), abs=1)
    assert (columns.min(), columns.max()) == pytest.approx((60, 119), abs=1)
    assert not red[44:66, 64:116].any()


def test_the_incoming_picture_is_not_changed():
    image = solid(50, 50)
    before = image.pixels.copy()
    drawn(MIDDLE, image=image)
    assert np.array_equal(image.pixels, before)


def test_the_chip_stands_above_the_box():
    assert is_red(drawn(MIDDLE))[:38].any()


@pytest.mark.parametrize("box", [Box(0, 0, 0.9, 1), Box(0, 0.95, 1, 1), Box(0.9, 0, 1, 0.1)])
def test_the_chip_stays_inside_the_picture(box: Box):
    region = Region("r1", box, MIDDLE.concepts)
    plain = is_red(drawn(region, labels="none")).sum()
    assert is_red(drawn(region)).sum() > plain + 200


def test_a_polygon_is_drawn_instead_of_its_box():
    diamond = ((0.5, 0.1), (0.9, 0.5), (0.5, 0.9), (0.1, 0.5))
    red = is_red(drawn(Region("r1", Box(0.1, 0.1, 0.9, 0.9), polygon=diamond), labels="none"))
    assert red[:12, 98:102].any()
    assert not red[:30, :40].any()


def test_text_and_class_labels_differ_and_can_be_left_out():
    region = Region("r1", MIDDLE.box, MIDDLE.concepts, text="AB 123 CD")
    shown = {name: drawn(region, labels=name) for name in ("auto", "text", "class", "none")}
    assert np.array_equal(shown["auto"], shown["text"])
    assert not np.array_equal(shown["text"], shown["class"])
    assert is_red(shown["none"]).sum() < is_red(shown["class"]).sum()


def test_a_light_chip_carries_dark_letters():
    dark = drawn(MIDDLE, labels="class")
    batch = [Inputs(solid(200, 100), Regions((MIDDLE,)))]
    light = draw_regions.run(batch, Params(color="#ffff00"), context_for(draw_regions))
    assert (dark == 255).all(axis=-1).any()
    assert (light[0].image.pixels == 0).all(axis=-1).any()


@pytest.mark.parametrize("color", ["red", "#ff00", "#gg0000"])
def test_a_malformed_colour_is_refused(color: str):
    with pytest.raises(ValidationError):
        Params(color=color)


def test_a_tracked_region_says_its_track():
    tracked = replace(MIDDLE, track_id="7")
    assert np.array_equal(drawn(tracked), drawn(replace(MIDDLE, text="#7 plate 0.93")))
    assert np.array_equal(drawn(tracked, labels="none"), drawn(MIDDLE, labels="none"))
