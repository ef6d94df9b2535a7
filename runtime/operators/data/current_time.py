"""Tells the date and the time of a place, at the moment in which the node runs.

The place is the name of a time zone, such as `Europe/Berlin`. All elements of a run get the same
moment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from runtime.contracts.blocks import Block, Out, Setting
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import String

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    pass


@dataclass(frozen=True)
class Outputs:
    timestamp: String = field(metadata={"help": "The moment, such as 2026-11-21T18:40:00+01:00."})
    date: String = field(metadata={"help": "The date, such as 2026-11-21."})
    time: String = field(metadata={"help": "The time, such as 18:40:00."})


class Params(OperatorParams):
    timezone: str = Field(
        default="UTC", max_length=100, description="The time zone, such as Europe/Berlin."
    )

    @field_validator("timezone")
    @classmethod
    def _known(cls, timezone: str) -> str:
        try:
            ZoneInfo(timezone)
        except (KeyError, ValueError, OSError) as error:
            message = f"{timezone} is no time zone; write one such as Europe/Berlin"
            raise ValueError(message) from error
        return timezone


@operator(
    "current-time",
    title="Current time",
    group="Logic",
    icon="clock",
    effects="asks",
    summary="{timezone}",
    blocks=(
        Block(
            "roboflow_core/current_time@v1",
            {"timezone": Setting("timezone")},
            {
                "timestamp": Out("timestamp", ("timestamp",)),
                "iso_string": Out("timestamp", ("string",)),
                "date": Out("date", ("string",)),
                "time": Out("time", ("string",)),
            },
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    now = datetime.now(ZoneInfo(params.timezone))
    told = Outputs(
        String(now.isoformat()), String(now.strftime("%Y-%m-%d")), String(now.strftime("%H:%M:%S"))
    )
    return [told for _ in batch]
