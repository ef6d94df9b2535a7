from __future__ import annotations

import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Box, Concept, Image, Placement, Region, Regions
from runtime.operators.regions import region_offset
from runtime.operators.regions.region_offset import Inputs, Params
from tests.contexts import context_for
from tests.pictures import solid
from tests.pixel_regions import edges, found, outlined, together

REGION = Region(
    "r7", Box(0.4, 0.4, 0.6, 0.8), (Concept("plate", "plate", 0.9),), "AB 12", track_id="t1"
)


def run(region: Region, image: Image | None = None, **params: object):
    batch = [Inputs(Regions((region,)), image)]
    return region_offset.run(batch, Params(**params), context_for(region_offset))[0]


def sides(box: Box) -> list[float]:
    return [box.top, box.left, box.bottom, box.right]


def test_percent_are_of_the_regions_own_size():
    (grown,) = run(REGION, width=50, height=10).regions.items
    assert sides(grown.box) == pytest.approx([0.39, 0.3, 0.61, 0.9])


def test_pixels_are_added_half_on_each_side():
    image = solid(200, 100)
    (grown,) = run(REGION, image, unit="pixels", width=20, height=8).regions.items
    assert sides(grown.box) == pytest.approx([0.36, 0.35, 0.64, 0.85])


def test_pixels_without_the_picture_say_what_to_wire():
    outcome = run(REGION, unit="pixels")
    assert isinstance(outcome, Failure)
    assert "Wire the image port" in outcome.error.message


def test_everything_but_the_place_is_kept():
    (grown,) = run(REGION).regions.items
    assert (grown.id, grown.concepts, grown.text, grown.track_id) == (
        REGION.id, REGION.concepts, REGION.text, REGION.track_id,
    )  # fmt: skip


def test_nothing_leaves_the_picture():
    (grown,) = run(REGION, width=1000, height=1000).regions.items
    assert sides(grown.box) == [0, 0, 1, 1]


def test_a_region_shrunk_too_far_meets_in_its_middle():
    (shrunk,) = run(REGION, width=-500, height=-500).regions.items
    assert sides(shrunk.box) == pytest.approx([0.5, 0.6, 0.5, 0.6])


def test_a_polygon_grows_with_its_box():
    region = Region("r1", Box(0.4, 0.4, 0.6, 0.6), polygon=((0.4, 0.5), (0.5, 0.4), (0.6, 0.6)))
    (grown,) = run(region, width=100, height=0).regions.items
    assert [value for point in grown.polygon for value in point] == pytest.approx(
        [0.3, 0.5, 0.5, 0.4, 0.7, 0.6]
    )


def test_one_element_that_fails_leaves_its_neighbours_alone():
    batch = [Inputs(Regions((REGION,)), None), Inputs(Regions((REGION,)), solid(100, 100))]
    failed, fine = region_offset.run(batch, Params(unit="pixels"), context_for(region_offset))
    assert isinstance(failed, Failure)
    assert len(fine.regions.items) == 1


def test_the_regions_tell_the_size_of_their_picture_themselves():
    regions = Regions((REGION,), Placement(200, 100))
    params = Params(unit="pixels", width=20, height=8)
    outcome = region_offset.run([Inputs(regions)], params, context_for(region_offset))[0]
    assert sides(outcome.regions.items[0].box) == pytest.approx([0.36, 0.35, 0.64, 0.85])
    assert outcome.regions.placement == Placement(200, 100)


@pytest.mark.parametrize(
    ("params", "known"),
    [
        (
            {"unit": "pixels", "width": 5, "height": 7},
            [[8, 7, 33, 44], [148, 57, 200, 100]],
        ),
        (
            {"unit": "percent", "width": 50, "height": 10},
            [[5, 9, 36, 42], [138, 59, 200, 100]],
        ),
    ],
)
def test_by_whole_pixels_each_side_is_rounded_down(params, known):
    regions = together(found((10, 10, 31, 41)), found((150, 60, 199, 99)))
    outcome = region_offset.run(
        [Inputs(regions)], Params(whole_pixels=True, **params), context_for(region_offset)
    )[0]
    assert [edges(region) for region in outcome.regions.items] == known


def test_an_outline_may_stay_where_it_is():
    regions = together(outlined((50, 20, 100, 60)))
    params = Params(unit="pixels", width=10, height=10, outline="keep")
    (grown,) = region_offset.run([Inputs(regions)], params, context_for(region_offset))[
        0
    ].regions.items
    assert edges(grown) == [45, 15, 105, 65]
    assert grown.polygon == regions.items[0].polygon


def test_no_regions_need_no_size():
    params = Params(unit="pixels")
    outcome = region_offset.run([Inputs(Regions())], params, context_for(region_offset))[0]
    assert outcome.regions.items == ()
