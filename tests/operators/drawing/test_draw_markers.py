from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Box, Concept, Region, Regions
from runtime.operators.drawing import draw_markers
from tests.contexts import run_once
from tests.pictures import solid

RED = (255, 0, 0)
PLATE = Concept("plate", "Plate", 0.9)
MIDDLE = Region("r1", Box(0.3, 0.3, 0.7, 0.7), (PLATE,))


def drawn(*regions, **params):
    inputs = {"image": solid(100, 100, (255, 255, 255)), "regions": Regions(regions or (MIDDLE,))}
    return run_once(draw_markers, inputs, **({"color": "#ff0000"} | params)).image.pixels


def is_red(pixels):
    return (pixels == RED).all(axis=-1)


def spans(style, **params):
    rows, columns = np.nonzero(drawn(style=style, **params)[:, :, 1] < 128)
    return rows.min(), rows.max(), columns.min(), columns.max()


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("circle", (21, 77, 21, 77)),
        ("ellipse", (30, 68, 30, 68)),
        ("corners", (30, 69, 30, 69)),
        ("cross", (30, 69, 30, 69)),
        ("polygon", (30, 69, 30, 69)),
        ("dot", (43, 55, 43, 55)),
        ("triangle", (37, 49, 43, 55)),
    ],
)
def test_each_style_lies_where_the_region_is(style, expected):
    assert spans(style, line_width=1) == pytest.approx(expected, abs=2)


def test_corners_leave_the_sides_open():
    red = is_red(drawn(style="corners", line_width=1))
    assert red[30, 32]
    assert not red[30, 50]


def test_filled_tints_the_inside_and_halo_only_the_outside():
    filled = drawn(style="filled", opacity=0.5)
    assert filled[50, 50].tolist() == [255, 128, 128]
    assert filled[20, 20].tolist() == [255, 255, 255]
    halo = drawn(style="halo", opacity=1, line_width=4)
    assert halo[50, 50].tolist() == [255, 255, 255]
    assert halo[29, 50, 1] < halo[24, 50, 1] < 255


def test_a_class_keeps_its_colour_and_regions_differ():
    other = Region("r2", Box(0, 0, 0.2, 0.2), (Concept("car", "Car", 0.8),))
    one = drawn(MIDDLE, other, style="filled", opacity=1, color_by="class")
    swapped = drawn(other, MIDDLE, style="filled", opacity=1, color_by="class")
    assert np.array_equal(one, swapped)
    each = drawn(MIDDLE, other, style="filled", opacity=1, color_by="region")
    assert not np.array_equal(each[50, 50], each[5, 5])


def test_only_chosen_classes_are_marked():
    assert not is_red(drawn(classes=["car"])).any()
    assert is_red(drawn(classes=["Plate"])).any()


@pytest.mark.parametrize("style", ["corners", "filled", "halo", "polygon", "circle"])
def test_regions_without_area_or_outside_are_left_out(style):
    odd = (Region("a", Box(0.5, 0.5, 0.5, 0.5)), Region("b", Box(1.2, 1.2, 1.4, 1.4)))
    assert (drawn(*odd, style=style) == 255).all()
