"""Lets nodes run at most once in so many seconds, such as one message a minute.

The first comes through; until `cooldown_seconds` have passed, the next ones do not. Let the nodes
that depend on it wait for `passed`. Along the frames of a video its own time counts; otherwise the
clock does, for the elements of a call and from call to call of a named session.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, NextSteps, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Boolean, Image, Value
from runtime.query.moments import LastTime, moment, shared

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    value: Value = field(metadata={"help": "What has to be there first."})
    image: Image | None = field(
        default=None, metadata={"help": "A frame of the video whose time counts."}
    )


@dataclass(frozen=True)
class Outputs:
    passed: Boolean | None = field(metadata={"help": "Yes where enough time has passed."})
    value: Value | None = field(metadata={"help": "The value, where it comes through."})


class Params(OperatorParams):
    cooldown_seconds: float = Field(
        default=1.0, ge=0, le=1_000_000, description="The least seconds from one to the next."
    )


@operator(
    "rate-limit",
    title="Rate limit",
    group="Logic",
    icon="timer",
    keeps_state=True,
    summary="every {cooldown_seconds} s",
    blocks=(
        Block(
            "roboflow_core/rate_limiter@v1",
            {
                "cooldown_seconds": Setting("cooldown_seconds"),
                "depends_on": Wire("value"),
                "next_steps": NextSteps("passed", required=True),
                "video_reference_image": Wire("image"),
            },
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for index, inputs in enumerate(batch):
        place = context.place(index)
        last = context.of_stream(shared(place), LastTime)
        now = moment(place)
        if last.at is not None and now - last.at < params.cooldown_seconds:
            outcomes.append(Outputs(None, None))
        else:
            last.at = now
            outcomes.append(Outputs(Boolean(True), inputs.value))  # noqa: FBT003 - a value
    return outcomes
