"""Where a part of a part lies in the picture that came in, worked out by hand in pixels."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import (
    All,
    Anchor,
    Box,
    Image,
    Placement,
    Region,
    Regions,
)
from runtime.media.picture_file import PictureFile
from runtime.operators.image import (
    image_blur,
    image_crop,
    image_crop_fixed,
    image_flip,
    image_resize,
    image_trim,
)
from runtime.operators.regions import image_tiling, tiling_region_aggregator
from tests.contexts import run_once

SCENE = Image(np.arange(100 * 200 * 3, dtype=np.uint32).reshape(100, 200, 3).astype(np.uint8))
"""200 by 100 pixels."""
OUTER = Region("car", Box(0.1, 0.25, 0.5, 0.75))
INNER = Region("plate", Box(0.25, 0.2, 0.75, 0.6))


def crop(image: Image, region: Region) -> Image:
    inputs = {"image": image, "regions": Regions((region,), image.placement)}
    (cut,) = run_once(image_crop, inputs).images.values
    return cut


def pixels_in_root(placement: Placement) -> object:
    """Left, top, right and bottom in pixels of the root."""
    wide, high = placement.root_size
    box = placement.box
    return pytest.approx((box.left * wide, box.top * high, box.right * wide, box.bottom * high))


CAR = crop(SCENE, OUTER)
PLATE = crop(CAR, INNER)


def test_a_picture_that_came_in_is_its_own_root():
    assert SCENE.placement == Placement(200, 100)
    assert SCENE.placement.root_size == (200, 100)
    assert SCENE.placement.to_root(0.3, 0.7) == (0.3, 0.7)


def test_a_crop_of_a_crop_tells_its_place_in_the_first_picture():
    assert (CAR.width, CAR.height, CAR.placement.id) == (100, 40, "car")
    assert pixels_in_root(CAR.placement) == (50, 10, 150, 50)
    assert (CAR.placement.parent, PLATE.placement.parent) == (None, (20, 10, 100, 40))
    shrunk = PLATE.with_pixels(PLATE.pixels[::2, ::2])
    assert (shrunk.placement.id, shrunk.placement.parent) == ("plate", (20, 10, 100, 40))
    assert CAR.part(5, 10, 20, 30).placement.id == "car.crop"
    assert (PLATE.width, PLATE.height, PLATE.placement.id) == (40, 20, "plate")
    assert pixels_in_root(PLATE.placement) == (70, 20, 110, 40)
    assert PLATE.placement.to_root(0.5, 0.25) == pytest.approx((90 / 200, 25 / 100))
    assert np.array_equal(PLATE.pixels, SCENE.pixels[20:40, 70:110])


def test_a_crop_in_another_size_shows_the_same_place():
    small = run_once(image_resize, {"image": PLATE}, mode="exact", width=80, height=10).image
    assert (small.placement.width, small.placement.height) == (80, 10)
    assert pixels_in_root(small.placement) == (70, 20, 110, 40)
    assert small.placement.id == "plate"
    corner = crop(small, Region("letter", Box(0, 0.5, 1, 0.75)))
    assert (corner.width, corner.height) == (20, 10)
    assert pixels_in_root(corner.placement) == (90, 20, 100, 40)


def test_a_picture_made_smaller_remembers_the_size_it_came_in():
    small = run_once(image_resize, {"image": SCENE}, mode="exact", width=50, height=50).image
    assert small.placement == Placement(50, 50, Box(0, 0, 1, 1), 200, 100)


def test_a_picture_cut_to_a_shape_shows_its_middle_only():
    square = run_once(image_resize, {"image": SCENE}, mode="fill", width=50, height=50).image
    assert pixels_in_root(square.placement) == (50, 0, 150, 100)


def test_room_around_a_picture_makes_it_another_one():
    boxed = run_once(image_resize, {"image": CAR}, mode="letterbox", width=80, height=80).image
    assert boxed.placement == Placement(80, 80)
    same = run_once(image_resize, {"image": CAR}, mode="letterbox", width=50, height=20).image
    assert pixels_in_root(same.placement) == (50, 10, 150, 50)


def test_a_fixed_part_and_a_trim_of_a_crop():
    part = run_once(
        image_crop_fixed, {"image": CAR}, x_center=30, y_center=20, width=20, height=10,
        unit="pixels",
    ).image  # fmt: skip
    assert pixels_in_root(part.placement) == (70, 25, 90, 35)
    trimmed = run_once(
        image_trim, {"image": CAR}, left=10, top=5, right=20, bottom=15, unit="pixels"
    ).image
    assert pixels_in_root(trimmed.placement) == (60, 15, 130, 35)


def test_a_border_that_is_trimmed_counts():
    framed = np.zeros((40, 60, 3), np.uint8)
    framed[8:30, 12:50] = SCENE.pixels[:22, :38] | 128
    kept = run_once(image_trim, {"image": Image(framed)}, plain_border=True).image
    assert pixels_in_root(kept.placement) == (12, 8, 50, 30)


def test_tiles_of_a_crop_and_what_is_found_on_them():
    tiled = run_once(image_tiling, {"image": CAR}, tile_width=60, tile_height=40, overlap=0)
    left, right = tiled.images.values
    assert pixels_in_root(left.placement) == (50, 10, 110, 50)
    assert pixels_in_root(right.placement) == (90, 10, 150, 50)
    assert [tile.placement.id for tile in (left, right)] == ["t1", "t2"]
    assert [anchor.region.id for anchor in tiled.images.anchors] == ["t1", "t2"]
    assert tiled.regions.placement == CAR.placement
    found = Regions((Region("r1", Box(0, 0.5, 1, 1)),), right.placement)
    back = run_once(
        tiling_region_aggregator, {"regions": All((None, found), tiled.images.anchors)}
    ).regions
    assert pixels_in_root(back.placement) == (50, 10, 150, 50)
    assert (back.placement.width, back.placement.height) == (100, 40)
    assert back.items[0].box == Box(0, pytest.approx(0.7), 1, pytest.approx(1))


def test_what_is_found_on_tiles_of_a_whole_picture_lies_in_it():
    tiled = run_once(image_tiling, {"image": SCENE}, tile_width=64, tile_height=64, overlap=0.2)
    last = tiled.images.values[-1]
    assert last.placement.whole(tiled.images.anchors[-1].region.box) == Placement(200, 100)


def test_a_part_undone_is_the_picture_it_was_cut_from():
    box = Box(0.25, 0.2, 0.75, 0.6)
    whole = PLATE.placement.whole(box)
    assert pixels_in_root(whole) == (50, 10, 150, 50)
    assert (whole.width, whole.height) == (100, 40)
    assert CAR.placement.whole(OUTER.box) == SCENE.placement


def test_a_turned_picture_is_its_own_root():
    flipped = run_once(image_flip, {"image": CAR}).image
    assert flipped.placement == Placement(100, 40)


def test_a_frame_kept_as_bytes_is_cut_and_changed_like_any_picture():
    packed = PictureFile().pack(CAR)
    assert packed.placement == CAR.placement
    assert pixels_in_root(crop(packed, INNER).placement) == (70, 20, 110, 40)
    soft = run_once(image_blur, {"image": packed}).image
    assert soft.placement == CAR.placement
    again = PictureFile().pack(soft)
    assert again.placement == CAR.placement


def test_anchors_tell_the_region_that_a_crop_was_cut_for():
    (anchor,) = run_once(image_crop, {"image": CAR, "regions": Regions((INNER,))}).images.anchors
    assert anchor == Anchor(region=INNER)
