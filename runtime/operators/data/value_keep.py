"""Keeps a value under a name, for *Recall value* elsewhere in the same run.

What goes in comes out again, so a node that follows is sure that the value is kept. Each input of a
run has names of its own: what is kept of one picture, no other picture finds. A later value under
the same name takes the place of the earlier one. Nothing is kept when the run has ended; for what
lasts from call to call there are *Buffer* and the trackers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_NAMES = 1000


@dataclass(frozen=True)
class Inputs:
    value: Value = field(metadata={"help": "What is kept."})
    image: Image | None = field(
        default=None, metadata={"help": "The picture that it belongs to; changes nothing."}
    )


@dataclass(frozen=True)
class Outputs:
    value: Value = field(metadata={"help": "The same value, now kept."})


class Params(OperatorParams):
    key: str = Field(
        default="value", min_length=1, max_length=200, description="The name it is kept under."
    )


@operator(
    "value-keep",
    title="Keep value",
    group="Logic",
    icon="tag",
    blocks=(
        Block(
            "roboflow_core/cache_set@v1",
            {
                "image": Wire("image", required=True),
                "key": Setting("key", required=True, kinds=("string",)),
                "value": Wire("value"),
            },
            {"output": Out("value", ("*",))},
        ),
    ),
    effects="asks",
    summary="as {key}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return [_kept(inputs.value, params.key, context, index) for index, inputs in enumerate(batch)]


def _kept(value: Value, key: str, context: Context, index: int) -> Outputs | Failure:
    names = context.shared.setdefault(context.input_of(index), {})
    if key not in names and len(names) >= MOST_NAMES:
        message = f"A run keeps at most {MOST_NAMES} values of an input. Use fewer names."
        return Failure(OperatorFailedError(message, param="key"))
    names[key] = value
    return Outputs(value)
