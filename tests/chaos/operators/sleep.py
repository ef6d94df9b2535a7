"""Waits, then passes the text on: stands for a model that takes its time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.errors import CancelledError
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Text  # noqa: TC001 - port types are read at run time

if TYPE_CHECKING:
    from collections.abc import Sequence

STEP_SECONDS = 0.05


@dataclass(frozen=True)
class Inputs:
    text: Text


@dataclass(frozen=True)
class Outputs:
    text: Text


class Params(OperatorParams):
    seconds: float = Field(default=1.0, ge=0, le=120, description="How long to wait.")


@operator("chaos-sleep", title="Chaos sleep", group="Chaos", icon="timer", heavy=True)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    ends_at = time.monotonic() + params.seconds
    while (left := ends_at - time.monotonic()) > 0:
        if context.cancel.cancelled:
            raise CancelledError("The run was cancelled.")
        time.sleep(min(left, STEP_SECONDS))
    return [Outputs(inputs.text) for inputs in batch]
