"""Writes regions as a table, one row for each.

The columns are the id, the best class and its score, the text, the track, and the place: left, top,
width and height. Places are shares of the picture, or pixels when the picture is wired: a plate in
the middle of a picture 1000 pixels wide has left 450 and width 100.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Image, Region, Regions, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = ("id", "class", "score", "text", "track", "left", "top", "width", "height")


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to write down."})
    image: Image | None = field(
        default=None, metadata={"help": "The picture they lie in, for places in pixels."}
    )


@dataclass(frozen=True)
class Outputs:
    table: Table = field(metadata={"help": "One row per region, in their order."})


class Params(OperatorParams):
    max_rows: int = Field(
        title="Most rows", default=1000, ge=1, le=10_000, description="The most rows to write."
    )


@operator(
    "region-table",
    title="Region table",
    group="Edit and filter",
    icon="table",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [
        Outputs(
            Table(
                COLUMNS,
                tuple(_row(item, inputs.image) for item in inputs.regions.items[: params.max_rows]),
            )
        )
        for inputs in batch
    ]


def _row(region: Region, image: Image | None) -> tuple[Any, ...]:
    best = max(region.concepts, key=lambda concept: concept.value, default=None)
    box = region.box
    places = (box.left, box.top, box.right - box.left, box.bottom - box.top)
    if image is None:
        shown: list[float] = [round(place, 4) for place in places]
    else:
        sides = (image.width, image.height, image.width, image.height)
        shown = [round(place * side) for place, side in zip(places, sides, strict=True)]
    name, score = (best.name, round(best.value, 4)) if best else (None, None)
    return (region.id, name, score, region.text, region.track_id, *shown)
