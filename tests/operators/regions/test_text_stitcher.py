from __future__ import annotations

from dataclasses import replace

import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Regions
from runtime.operators.regions import text_stitcher
from tests.contexts import run_once
from tests.pixel_regions import found, together

LETTERS = (
    ("B", 22, 11, 10, 18), ("A", 10, 10, 10, 20), ("C", 50, 12, 10, 18), ("D", 62, 12, 10, 17),
    ("1", 10, 50, 10, 20), ("2", 23, 51, 10, 20), ("3", 60, 49, 10, 20),
)  # fmt: skip
PLATE = together(
    *(found((x, y, x + wide, y + high), name=letter) for letter, x, y, wide, high in LETTERS)
)
DOWN, UP = "vertical_top_to_bottom", "vertical_bottom_to_top"


def read(regions: Regions = PLATE, **params: object):
    return run_once(text_stitcher, {"regions": regions}, **params)


@pytest.mark.parametrize(
    ("way", "direction", "between", "text"),
    [
        ("tolerance", "left_to_right", "", "ABCD\n123"),
        ("tolerance", "left_to_right", "-", "A-B-C-D-\n-1-2-3"),
        ("tolerance", "right_to_left", "", "DCBA\n321"),
        ("tolerance", DOWN, "-", "A-1- -B-2- -C- -D-3"),
        ("tolerance", UP, "", "3D C 2B 1A"),
        ("tolerance", "auto", "", "A1 B2 C D3"),
        ("otsu", "left_to_right", "", "AB CD\n12 3"),
        ("otsu", "left_to_right", "-", "A-B-C-D\n1-2-3"),
        ("otsu", "right_to_left", "", "DC BA\n3 21"),
        ("otsu", DOWN, "-", "A-1 B-2 C D-3"),
        ("otsu", UP, "-", "3-D C 2-B 1-A"),
        ("collimate", "left_to_right", "-", "A-B-C-D\n1-2-3"),
        ("collimate", "right_to_left", "", "DCBA\n321"),
        ("collimate", DOWN, "", "BA12 DC3"),
        ("collimate", UP, "-", "3-C-D 2-1-B-A"),
    ],
)
def test_letters_are_read_in_order(way, direction, between, text):
    outcome = read(stitching_algorithm=way, reading_direction=direction, delimiter=between)
    assert outcome.text.raw == text


def test_a_larger_factor_takes_wider_gaps_to_part_words():
    outcome = read(stitching_algorithm="otsu", otsu_threshold_multiplier=10)
    assert outcome.text.raw == "ABCD\n123"


def test_a_slanted_line_is_followed_piece_by_piece():
    steps = [found((20 * at, 8 * at, 20 * at + 15, 8 * at + 10), name=str(at)) for at in range(6)]
    outcome = read(together(*steps), stitching_algorithm="collimate", collimate_tolerance=5)
    assert outcome.text.raw == "012345"


def test_the_text_of_a_region_counts_before_its_class():
    region = replace(found((10, 10, 50, 20), name="word"), text="Hello")
    assert read(together(region)).text.raw == "Hello"


@pytest.mark.parametrize("way", ["tolerance", "otsu", "collimate"])
def test_no_regions_have_no_text(way):
    assert read(Regions(), stitching_algorithm=way).text.raw == ""


def test_regions_of_no_known_picture_cannot_be_measured():
    outcome = read(Regions(PLATE.items))
    assert isinstance(outcome, Failure)
    assert "size of their picture" in outcome.error.message
