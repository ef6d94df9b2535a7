"""Gives a picture a fingerprint of 16 letters that changes little when the picture does.

A scaled, compressed or brightened copy has the same fingerprint or one with a few other signs, so
it finds a picture again that was stored elsewhere. *Waves* stands changes of colour and size best,
*steps* is quicker. Compare with a fingerprint that you know: *distance* counts the signs, of 64,
that differ, and up to `max_distance` it is the same picture.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Image, Number, String
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture."})


@dataclass(frozen=True)
class Outputs:
    hash: String = field(metadata={"help": "The fingerprint, 16 hexadecimal digits."})
    distance: Number = field(
        metadata={"help": "Signs that differ from the known one, 64 when none is set."}
    )
    is_same: Boolean = field(metadata={"help": "Whether it is the known picture."})


class Params(OperatorParams):
    method: Literal["waves", "steps"] = Field(
        default="waves", description="What the fingerprint is made of."
    )
    known: str = Field(
        default="", pattern=r"^([0-9a-fA-F]{16})?$",
        description="A fingerprint to compare with, made by the same method; empty for none.",
    )  # fmt: skip
    max_distance: int = Field(
        title="Most distance", default=10, ge=0, le=64,
        description="Up to how many signs may differ for the same picture.",
    )  # fmt: skip


@operator(
    "perceptual-hash",
    title="Picture fingerprint",
    group="Measure",
    icon="fingerprint",
    aliases=("image-hash",),
    summary="by {method}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _hashed(inputs.image, params))


def _hashed(image: Image, params: Params) -> Outputs:
    from runtime.media import picture_hash

    make = picture_hash.waves_hash if params.method == "waves" else picture_hash.steps_hash
    found = make(image)
    distance = picture_hash.SIGNS
    if params.known:
        distance = picture_hash.distance(found, int(params.known, 16))
    same = bool(params.known) and distance <= params.max_distance
    return Outputs(String(f"{found:016x}"), Number(distance), Boolean(same))
