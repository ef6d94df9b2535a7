from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Box, Image
from runtime.operators.regions import image_tiling
from tests.contexts import run_once
from tests.pictures import solid

PIXELS = np.random.default_rng(4).integers(0, 256, (1080, 1920, 3), np.uint8)


def tiled(image=None, **params):
    return run_once(image_tiling, {"image": image or Image(PIXELS)}, **params)


def test_tiles_overlap_and_the_last_ones_end_at_the_edge():
    outcome = tiled()
    assert len(outcome.images.values) == 8
    assert all(tile.pixels.shape == (640, 640, 3) for tile in outcome.images.values)
    assert np.array_equal(outcome.images.values[-1].pixels, PIXELS[-640:, -640:])


def test_each_tile_is_anchored_to_its_place():
    outcome = tiled(tile_width=960, tile_height=540, overlap=0)
    assert [anchor.region for anchor in outcome.images.anchors] == list(outcome.regions.items)
    assert outcome.regions.items[1].box == Box(top=0, left=0.5, bottom=0.5, right=1)
    assert [item.id for item in outcome.regions.items] == ["t1", "t2", "t3", "t4"]


@pytest.mark.parametrize(("overlap", "tile"), [(0, 100), (0.5, 64), (0.33, 333), (0.9, 700)])
def test_every_pixel_lies_in_a_tile(overlap, tile):
    seen = np.zeros((500, 700), bool)
    outcome = tiled(solid(700, 500), tile_width=tile, tile_height=tile, overlap=overlap,
                    max_tiles=1024)  # fmt: skip
    for item in outcome.regions.items:
        box = item.box
        rows = slice(round(box.top * 500), round(box.bottom * 500))
        seen[rows, round(box.left * 700) : round(box.right * 700)] = True
    assert seen.all()


def test_a_small_picture_is_its_only_tile():
    (tile,) = tiled(solid(30, 20)).images.values
    assert (tile.width, tile.height) == (30, 20)


def test_too_many_tiles_fail_with_their_number():
    outcome = tiled(tile_width=16, tile_height=16)
    assert isinstance(outcome, Failure)
    assert "larger tiles" in outcome.error.message


def starts(size: tuple[int, int], **params: object) -> list[tuple[int, int, int, int]]:
    wide, high = size
    outcome = run_once(image_tiling, {"image": solid(wide, high)}, **params)
    assert all(tile.placement.root_size == size for tile in outcome.images.values)
    return [
        (
            round(box.left * wide),
            round(box.top * high),
            round(box.right * wide),
            round(box.bottom * high),
        )
        for box in (region.box for region in outcome.regions.items)
    ]


def test_the_last_tiles_move_back_or_end_at_the_edge():
    way = {"tile_width": 100, "tile_height": 90, "overlap": 0.2, "overlap_height": 0.5}
    assert starts((200, 90), **way) == [(0, 0, 100, 90), (80, 0, 180, 90), (100, 0, 200, 90)]
    assert starts((200, 90), **way, edges="cut") == [
        (0, 0, 100, 90), (80, 0, 180, 90), (160, 0, 200, 90),
        (0, 45, 100, 90), (80, 45, 180, 90), (160, 45, 200, 90),
    ]  # fmt: skip
