"""Passes the text on, unless the text is poison: then the whole worker process is gone."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Text  # noqa: TC001 - port types are read at run time

if TYPE_CHECKING:
    from collections.abc import Sequence

POISON = "poison"


@dataclass(frozen=True)
class Inputs:
    text: Text


@dataclass(frozen=True)
class Outputs:
    text: Text


class Params(OperatorParams):
    pass


@operator("chaos-poison", title="Chaos poison", group="Chaos", icon="skull", heavy=True)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    if any(POISON in inputs.text.raw for inputs in batch):
        os.kill(os.getpid(), signal.SIGKILL)
    return [Outputs(inputs.text) for inputs in batch]
