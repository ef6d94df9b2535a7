"""Brings a value of an earlier frame of the same video, such as the boxes of five frames before.

`offset` counts frames back: -5 is the frame five before this one. Where there was none yet, the
`default` goes on, and `available` is no.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.plain import value_of
from runtime.contracts.values import Boolean, Image, Number, Value
from runtime.query.kept import KeptValues

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_BACK = 256


@dataclass(frozen=True)
class Inputs:
    value: Value = field(metadata={"help": "What is brought from an earlier frame."})
    image: Image | None = field(
        default=None, metadata={"help": "The frame that the value belongs to."}
    )


@dataclass(frozen=True)
class Outputs:
    value: Value | None = field(metadata={"help": "The value of the earlier frame."})
    available: Boolean = field(metadata={"help": "Whether there was such a frame."})
    frame: Number = field(metadata={"help": "The number of this frame, from 1 on; 0 without one."})


class Params(OperatorParams):
    offset: int = Field(
        default=-1, ge=-MOST_BACK, le=0, description="How many frames back, below zero."
    )
    default: str | float | bool | None = Field(
        default=None, description="What goes on where there was no such frame; none ends it."
    )


@operator(
    "frame-delay",
    title="Frame delay",
    group="Video",
    icon="history",
    keeps_state=True,
    summary="{offset} frames",
    blocks=(
        Block(
            "roboflow_core/frame_delay@v1",
            {
                "image": Wire("image", required=True),
                "data": Wire("value"),
                "offset": Setting("offset", required=True),
                "default_value": Setting("default"),
            },
            {
                "output": Out("value", ("*",)),
                "is_available": Out("available", ("boolean",)),
                "reference_frame_number": Out("frame", ("integer",)),
            },
            names=("FrameDelay", "roboflow_core/time_travel@v1", "TimeTravel"),
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for index, inputs in enumerate(batch):
        place = context.place(index)
        kept = context.of_stream(place, KeptValues)
        number = 0 if place.anchor.frame is None else place.anchor.frame + 1
        kept.put(number, inputs.value, MOST_BACK + 1)
        wanted = number + params.offset
        there = wanted in kept.values
        value = kept.values[wanted] if there else value_of(params.default)
        for old in [one for one in kept.values if one < number + params.offset]:
            del kept.values[old]
        outcomes.append(Outputs(value, Boolean(there), Number(number)))
    return outcomes
