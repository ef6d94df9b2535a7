"""Passes the text on and leaves a line in a file, so that every execution is seen from outside."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Text  # noqa: TC001 - port types are read at run time

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE_VARIABLE = "CHAOS_COUNT_FILE"


@dataclass(frozen=True)
class Inputs:
    text: Text


@dataclass(frozen=True)
class Outputs:
    text: Text


class Params(OperatorParams):
    node: str = Field(default="count", description="The name of this node in the lines.")


@operator("chaos-count", title="Chaos count", group="Chaos", icon="hash")
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    for inputs in batch:
        key = inputs.text.raw.split()[0]
        line = {"key": key, "node": params.node, "process": os.getpid(), "at": time.time()}
        data = (json.dumps(line) + "\n").encode()
        # One short write to a file opened for appending: lines of several processes never mix.
        file = os.open(os.environ[FILE_VARIABLE], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(file, data)
        finally:
            os.close(file)
    return [Outputs(inputs.text) for inputs in batch]
