"""Finds pictures of a fan-out that look the same, and keeps one of each.

Crops, tiles and frames that differ in little, such as a still scene of a film, become one group;
the first picture of each group goes on. Of ten frames, nine of them of an empty road, two go on.
`max_distance` says how unlike two pictures of a group may be; 0 keeps all but exact copies of the
look. Up to 2,000 pictures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import All, Clusters, Each, Image, Number, Table
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PICTURES = 2000


@dataclass(frozen=True)
class Inputs:
    images: All[Image] = field(metadata={"help": "The pictures of a fan-out."})


@dataclass(frozen=True)
class Outputs:
    images: Each[Image] = field(metadata={"help": "The first picture of each group."})
    groups: Clusters = field(metadata={"help": "The group of each picture, counted from 0."})
    table: Table = field(metadata={"help": "Place, group and fingerprint of each picture."})
    count: Number = field(metadata={"help": "How many different pictures there are."})


class Params(OperatorParams):
    max_distance: int = Field(
        title="Most distance", default=6, ge=0, le=63,
        description="Up to how many of 64 signs may differ within a group.",
    )  # fmt: skip


@operator(
    "image-duplicates",
    title="Drop duplicate pictures",
    group="Measure",
    icon="copy",
    aliases=("duplicate-finder",),
    heavy=True,
    summary="same up to {max_distance}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _grouped(inputs.images, params))


def _grouped(images: All[Image], params: Params) -> Outputs:
    from runtime.media import picture_hash

    if len(images.values) > MOST_PICTURES:
        message = (
            f"There are {len(images.values):,} pictures; {MOST_PICTURES:,} can be compared. Keep "
            "fewer before."
        )
        raise OperatorFailedError(message, port="images")
    firsts: list[tuple[int, int]] = []
    groups: list[int] = []
    rows = []
    for place, image in enumerate(images.values):
        if image is None:
            groups.append(-1)
            continue
        found = picture_hash.waves_hash(image)
        near = (
            (picture_hash.distance(found, other), group) for group, (_, other) in enumerate(firsts)
        )
        best, group = min(near, default=(picture_hash.SIGNS + 1, -1))
        if best > params.max_distance:
            group = len(firsts)
            firsts.append((place, found))
        groups.append(group)
        rows.append((place + 1, group, f"{found:016x}"))
    kept = [place for place, _ in firsts]
    return Outputs(
        images=Each(
            tuple(image for place in kept if (image := images.values[place]) is not None),
            tuple(images.anchors[place] for place in kept) if images.anchors else (),
        ),
        groups=Clusters(tuple(groups)),
        table=Table(("place", "group", "fingerprint"), tuple(rows)),
        count=Number(len(firsts)),
    )
