r"""Joins texts into one.

Gathers the texts of a fan-out, such as what *Optical character recogniser* read from each crop:
`AB 123` and `CD 456` become `AB 123, CD 456` with `separator` set to comma and space. A list can be
wired instead, or as well; its entries come after the texts. In the separator, `\n` is a line break
and `\t` a tab.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.plain import told
from runtime.contracts.values import All, List, Number, Text, Value

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    texts: All[Text] | None = field(
        default=None, metadata={"help": "The texts of every crop, chunk or frame."}
    )
    entries: List | None = field(default=None, metadata={"help": "A list to join instead."})


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "The joined text."})
    count: Number = field(metadata={"help": "How many texts were joined."})


class Params(OperatorParams):
    separator: str = Field(
        default="\\n", max_length=200, description="What stands between two texts."
    )
    skip_empty: bool = Field(
        default=True, description="Whether texts of nothing but white space are left out."
    )


@operator(
    "text-joiner",
    title="Text joiner",
    group="Text",
    icon="merge",
    summary="between them {separator}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return [_joined(inputs, params) for inputs in batch]


def _joined(inputs: Inputs, params: Params) -> Outputs | Failure:
    if inputs.texts is None and inputs.entries is None:
        message = "There is nothing to join. Wire texts of a fan-out, or a list of entries."
        return Failure(OperatorFailedError(message, port="texts"))
    parts = [text.raw for text in inputs.texts.values if text] if inputs.texts else []
    if inputs.entries:
        parts.extend(map(_said, inputs.entries.value))
    if params.skip_empty:
        parts = [part for part in parts if part.strip()]
    separator = params.separator.replace("\\n", "\n").replace("\\t", "\t")
    return Outputs(Text(separator.join(parts)), Number(len(parts)))


def _said(entry: Any) -> str:
    if entry is None:
        return ""
    return str(told(entry) if isinstance(entry, Value) else entry)
