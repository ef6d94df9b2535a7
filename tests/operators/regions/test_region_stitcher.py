from __future__ import annotations

import pytest

from runtime.contracts.values import All, Anchor, Image, Regions
from runtime.operators.regions import region_stitcher
from tests.contexts import run_once
from tests.pictures import solid
from tests.pixel_regions import SIZE, edges, found, outlined

WHOLE = solid(200, 100)


def tile(image: Image, edges_: tuple[int, int, int, int], *items) -> Regions:
    """Regions of a tile; `found` tells them as if the tile were 200 by 100 pixels."""
    left, top, right, bottom = edges_
    return Regions(items, image.part(top, left, bottom, right).placement)


def stitch(*tiles: Regions | None, image: Image = WHOLE, **params: object):
    given = All(tiles, tuple(Anchor() for _ in tiles))
    return run_once(region_stitcher, {"image": image, "regions": given}, **params).regions


def half(left: int, *items) -> Regions:
    """Regions of a tile 100 wide and 100 high; their x runs to 200, twice as wide as it is."""
    return tile(WHOLE, (left, 0, left + 100, 100), *items)


def test_regions_come_back_to_where_their_tile_lay():
    regions = stitch(half(0, found((20, 10, 60, 30))), half(100, found((20, 10, 60, 30))))
    assert [edges(region) for region in regions.items] == [[10, 10, 30, 30], [110, 10, 130, 30]]
    assert [region.id for region in regions.items] == ["r1", "r2"]
    assert regions.placement == SIZE


SEEN_TWICE = (
    half(0, found((100, 10, 140, 30), 0.6), found((0, 10, 20, 30), 0.5)),
    half(50, found((4, 10, 44, 30), 0.9), found((4, 10, 44, 30), 0.4, "van")),
)


@pytest.mark.parametrize(
    ("way", "known"),
    [
        ("nms", [("car", 0.5), ("car", 0.9), ("van", 0.4)]),
        ("none", [("car", 0.6), ("car", 0.5), ("car", 0.9), ("van", 0.4)]),
        ("nmm", [("car", 0.75), ("car", 0.5), ("van", 0.4)]),
    ],
)
def test_what_two_tiles_saw_is_one_as_told(way, known):
    regions = stitch(*SEEN_TWICE, overlap_filtering_strategy=way)
    told = [(region.concepts[0].name, pytest.approx(region.score)) for region in regions.items]
    assert told == known


def test_merging_goes_round_both():
    merged = stitch(*SEEN_TWICE, overlap_filtering_strategy="nmm").items[0]
    assert edges(merged) == [50, 10, 72, 30]


def test_outlines_are_compared_and_joined():
    tiles = (half(0, outlined((100, 10, 140, 30), 0.6)), half(50, outlined((4, 10, 44, 30), 0.9)))
    (one,) = stitch(*tiles, overlap_filtering_strategy="nmm").items
    assert {round(x * 200) for x, _ in one.polygon} == {50, 72}


def test_a_part_of_a_part_comes_back_to_the_part_it_was_cut_from():
    outer = WHOLE.part(0, 100, 100, 200)
    inner = Regions((found((0, 0, 200, 100)),), outer.part(20, 40, 70, 90).placement)
    regions = stitch(inner, image=outer)
    assert edges(regions.items[0], outer.placement) == [40, 20, 90, 70]


def test_regions_that_know_no_place_lie_where_they_were_cut_for():
    anchor = Anchor(region=found((100, 0, 200, 100)))
    given = All((Regions((found((0, 0, 100, 50)),)), None), (anchor, anchor))
    regions = run_once(region_stitcher, {"image": WHOLE, "regions": given}).regions
    assert edges(regions.items[0]) == [100, 0, 150, 50]


def test_no_tiles_have_no_regions():
    assert stitch().items == ()
