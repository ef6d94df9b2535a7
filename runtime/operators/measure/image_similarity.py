"""Says how alike two pictures look.

Compares the coarse pattern of light and dark, which stays the same when a picture is scaled,
compressed or slightly brightened. *score* is 1 for the same look and about 0 for unrelated ones;
*distance* counts how many of 64 signs differ. With *most distance* 10, a photo and its thumbnail
are the same; a turned or cut picture is not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Image, Number, String
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "One picture."})
    other: Image = field(metadata={"help": "The picture to compare with."})


@dataclass(frozen=True)
class Outputs:
    score: Number = field(metadata={"help": "1 for the same look, 0 for no likeness."})
    distance: Number = field(metadata={"help": "Signs that differ, of 64."})
    is_same: Boolean = field(metadata={"help": "Whether the distance is within the bound."})
    hash: String = field(
        metadata={"help": "The 64 signs of the first picture, as 16 hexadecimal digits."}
    )


class Params(OperatorParams):
    max_distance: int = Field(
        title="Most distance",
        default=10,
        ge=0,
        le=64,
        description="Up to how many signs may differ for the same picture.",
    )


@operator(
    "image-similarity",
    title="Image similarity",
    group="Measure",
    icon="fingerprint",
    summary="same up to {max_distance}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    from runtime.media import picture_hash

    first = picture_hash.waves_hash(inputs.image)
    distance = picture_hash.distance(first, picture_hash.waves_hash(inputs.other))
    return Outputs(
        score=Number(max(0.0, 1 - 2 * distance / picture_hash.SIGNS)),
        distance=Number(distance),
        is_same=Boolean(distance <= params.max_distance),
        hash=String(f"{first:016x}"),
    )
