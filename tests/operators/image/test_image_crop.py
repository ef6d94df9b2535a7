from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.values import Box, Image, Region, Regions
from runtime.operators.image import image_crop
from runtime.operators.image.image_crop import Inputs, Outputs, Params
from tests.contexts import context_for
from tests.pixel_regions import edges, found, together

PIXELS = np.arange(100 * 200 * 3, dtype=np.uint32).reshape(100, 200, 3).astype(np.uint8)


def crops(*boxes: Box, margin: float = 1.0):
    regions = Regions(tuple(Region(f"r{i}", box) for i, box in enumerate(boxes, 1)))
    batch = [Inputs(Image(PIXELS), regions)]
    return image_crop.run(batch, Params(margin=margin), context_for(image_crop))[0].images


def test_it_cuts_the_pixels_of_the_box():
    (cut,) = crops(Box(0.1, 0.25, 0.5, 0.75)).values
    assert np.array_equal(cut.pixels, PIXELS[10:50, 50:150])


def test_each_crop_is_anchored_to_its_region():
    fan = crops(Box(0, 0, 0.5, 0.5), Box(0.5, 0.5, 1, 1))
    assert [anchor.region.id for anchor in fan.anchors] == ["r1", "r2"]
    assert len(fan.values) == 2


def test_a_margin_scales_the_region_round_its_middle():
    (cut,) = crops(Box(0.4, 0.4, 0.6, 0.6), margin=1.5).values
    assert np.array_equal(cut.pixels, PIXELS[35:65, 70:130])


def test_a_margin_stops_at_the_edge_of_the_picture():
    (cut,) = crops(Box(0, 0, 0.2, 0.2), margin=2).values
    assert cut.pixels.shape == (30, 60, 3)


@pytest.mark.parametrize(
    "box", [Box(0.5, 0.5, 0.5, 0.5), Box(0.2, 0.5, 0.8, 0.5), Box(0.5, 0.5, 0.501, 0.501)]
)
def test_a_region_without_area_gives_no_picture_and_its_neighbours_stay(box: Box):
    fan = crops(box, Box(0, 0, 1, 1))
    assert [anchor.region.id for anchor in fan.anchors] == ["r2"]


def test_no_regions_give_an_empty_fan_out():
    assert crops().values == ()


def test_a_crop_does_not_keep_the_whole_picture_in_memory():
    assert crops(Box(0, 0, 0.1, 0.1)).values[0].pixels.base is None


def test_more_regions_than_a_step_may_compute_are_refused_before_they_are_cut():
    with pytest.raises(OperatorFailedError, match="10001 regions to cut out; at most 10000"):
        crops(*[Box(0, 0, 0.1, 0.1)] * 10_001)


def test_more_pixels_than_fit_into_memory_are_refused_before_they_are_cut(monkeypatch):
    monkeypatch.setattr(image_crop, "MOST_PIXELS", 30_000)
    assert len(crops(Box(0, 0, 1, 1)).values) == 1
    with pytest.raises(OperatorFailedError, match="40,000 pixels together; at most 30,000"):
        crops(Box(0, 0, 1, 1), Box(0, 0, 1, 1))


def crop(regions: Regions, **params: object) -> Outputs:
    batch = [Inputs(Image(PIXELS), regions)]
    return image_crop.run(batch, Params(**params), context_for(image_crop))[0]


def test_each_crop_brings_its_region_as_it_lies_in_the_crop():
    regions = together(found((10.5, 10, 31, 41.5), region_id="d1"))
    outcome = crop(regions)
    (image,), (inner,) = outcome.images.values, outcome.regions.values
    assert (image.width, image.height) == (21, 32)
    assert inner.placement == image.placement
    assert edges(inner.items[0], inner.placement) == [0.5, 0, 21, 31.5]
    assert (inner.items[0].id, image.placement.id) == ("d1", "d1")


def test_a_crop_knows_where_it_was_cut_from():
    (image,) = crop(together(found((50, 20, 100, 60)))).images.values
    assert image.placement.root_size == (200, 100)
    assert image.placement.to_root(0.5, 0.5) == pytest.approx((0.375, 0.4))


def test_the_place_of_a_region_without_area_can_stay_empty():
    regions = together(found((5, 5, 5, 9)), found((190, 90, 230, 120)))
    outcome = crop(regions, empty="keep place")
    nothing, corner = outcome.images.values
    assert nothing is None
    assert (corner.width, corner.height) == (10, 10)
    assert outcome.regions.values[0] is None
    assert len(outcome.images.anchors) == 2


@pytest.mark.parametrize(("opacity", "outside"), [(1, [0, 255, 0]), (0.5, [50, 178, 50])])
def test_what_lies_outside_a_polygon_is_covered(opacity, outside):
    corners = ((20, 20), (40, 20), (20, 40))
    regions = together(found((20, 20, 41, 41), polygon=corners))
    plain = Image(np.full((100, 200, 3), 100, np.uint8))
    params = Params(mask_opacity=opacity, background_color=[0, 255, 0])
    (image,) = image_crop.run([Inputs(plain, regions)], params, context_for(image_crop))[
        0
    ].images.values
    assert image.pixels[5, 5].tolist() == [100, 100, 100]
    assert image.pixels[20, 20].tolist() == outside


@pytest.mark.parametrize("color", ["#f80", "#ff8800", "(255, 136, 0)", [255, 136, 0]])
def test_a_colour_is_told_in_several_ways(color):
    assert Params(background_color=color).background_color == "#ff8800"


@pytest.mark.parametrize("color", ["orange", [1, 2], [0, 0, 256], "(a,b,c)", 7])
def test_what_is_no_colour_is_refused(color):
    with pytest.raises(ValidationError):
        Params(background_color=color)
