from __future__ import annotations

import pytest

from runtime.operators.regions import region_geotag
from tests.contexts import run_once
from tests.pictures import solid
from tests.pixel_regions import found, together

THERE = {"latitude": 48.0, "longitude": 11.0, "altitude": 30.0}


def places(edges, **params: object):
    inputs = {"image": solid(200, 100), "regions": together(found(edges))}
    return run_once(region_geotag, inputs, **{**THERE, **params})


def test_a_place_on_the_ground_by_height_view_and_heading():
    outcome = places((40, 70, 60, 90), heading=30)
    (place,) = outcome.places.value
    assert place == {
        "class": "car", "confidence": 0.9, "lat": pytest.approx(47.999998, abs=1e-6),
        "lon": pytest.approx(10.999824, abs=1e-6), "pixel_x": 50, "pixel_y": 80,
        "width": 20, "height": 20,
    }  # fmt: skip
    assert outcome.geojson.value["features"][0]["geometry"] == {
        "type": "Point", "coordinates": [place["lon"], place["lat"]],
    }  # fmt: skip


def test_the_middle_of_the_picture_is_below_the_camera():
    (place,) = places((90, 40, 110, 60)).places.value
    assert (place["lat"], place["lon"]) == (48, 11)


def test_north_is_up_and_east_is_right():
    (place,) = places((190, 0, 210, 20)).places.value
    assert place["lat"] > 48
    assert place["lon"] > 11


def test_on_the_ground_everything_is_where_the_camera_is():
    (place,) = places((0, 0, 20, 20), altitude=0).places.value
    assert (place["lat"], place["lon"]) == (48, 11)


def test_nothing_found_is_nowhere():
    inputs = {"image": solid(200, 100), "regions": together()}
    outcome = run_once(region_geotag, inputs, **THERE)
    assert outcome.places.value == ()
    assert outcome.geojson.value == {"type": "FeatureCollection", "features": []}
