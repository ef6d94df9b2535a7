"""Tells where on the ground the things lie that a camera sees from straight above.

From the drone's latitude, longitude and height above the ground, the camera's horizontal angle of
view and the direction that the top of the picture points to, the middle of each region becomes a
place: 30 metres up with a view of 73.7 degrees a picture is 45 metres wide. Places come as a list,
and as GeoJSON for a map.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import cos, radians, sin, tan
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Image, Json, List, Region, Regions
from runtime.inference.agreement import best_name
from runtime.inference.pixels import anchor_point, edges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.values import Placement

_METERS_A_DEGREE = 111_320.0
"""From one degree of latitude to the next."""


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture taken from above."})
    regions: Regions = field(metadata={"help": "What was found in it."})


@dataclass(frozen=True)
class Outputs:
    places: List = field(metadata={"help": "Class, score, latitude and longitude of each."})
    geojson: Json = field(metadata={"help": "The same as points of a GeoJSON collection."})


class Params(OperatorParams):
    latitude: float = Field(
        default=0, ge=-90, le=90, description="Of the camera, in degrees north."
    )
    longitude: float = Field(
        default=0, ge=-180, le=180, description="Of the camera, in degrees east."
    )
    altitude: float = Field(
        default=30, ge=-1e9, le=1e9,
        description="Of the camera above the ground, in metres; 0 takes its own place for all.",
    )  # fmt: skip
    horizontal_fov: float = Field(
        default=73.7, gt=0, lt=180, title="Angle of view",
        description="From the left to the right edge of the picture, in degrees.",
    )  # fmt: skip
    heading: float = Field(
        default=0, ge=-1_000_000, le=1_000_000,
        description="Where the top of the picture points to, in degrees from north to the east.",
    )  # fmt: skip


@operator(
    "region-geotag",
    title="Places on the ground",
    group="Measure",
    icon="globe",
    blocks=(
        Block(
            "roboflow_core/geotag_detection@v1",
            fields={
                "image": Wire("image"),
                "predictions": Wire("regions"),
                "latitude": Setting("latitude", required=True),
                "longitude": Setting("longitude", required=True),
                "altitude": Setting("altitude", required=True),
                "horizontal_fov": Setting("horizontal_fov"),
                "heading": Setting("heading"),
            },
            outputs={
                "geo_detections": Out("places", ("list_of_values",)),
                "geojson": Out("geojson", ("dictionary",)),
            },
        ),
    ),
    summary="from {altitude} metres",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for inputs in batch:
        size = inputs.image.placement
        places = tuple(_place(region, size, params) for region in inputs.regions.items)
        features = [_feature(place) for place in places]
        collection = {"type": "FeatureCollection", "features": features}
        outcomes.append(Outputs(List(places), Json(collection)))
    return outcomes


def _place(region: Region, size: Placement, params: Params) -> dict[str, Any]:
    x, y = anchor_point(region, "center", size)
    left, top, right, bottom = edges(region, size)
    latitude, longitude = _on_ground(x / size.width, y / size.height, size, params)
    return {
        "class": best_name(region) or "unknown",
        "confidence": round(region.score, 4),
        "lat": round(latitude, 7),
        "lon": round(longitude, 7),
        "pixel_x": round(x, 1),
        "pixel_y": round(y, 1),
        "width": round(right - left, 1),
        "height": round(bottom - top, 1),
    }


def _on_ground(x: float, y: float, size: Placement, params: Params) -> tuple[float, float]:
    """Latitude and longitude of a point of the picture, in 0..1 of it."""
    if params.altitude <= 0:
        return params.latitude, params.longitude
    wide = 2 * params.altitude * tan(radians(params.horizontal_fov) / 2)
    right = (x - 0.5) * wide
    ahead = (0.5 - y) * wide * size.height / size.width
    turn = radians(params.heading)
    east = right * cos(turn) + ahead * sin(turn)
    north = ahead * cos(turn) - right * sin(turn)
    a_degree_east = _METERS_A_DEGREE * cos(radians(params.latitude))
    return params.latitude + north / _METERS_A_DEGREE, params.longitude + east / a_degree_east


def _feature(place: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]},
        "properties": {"class": place["class"], "confidence": place["confidence"]},
    }
