"""Reads one line of text that was cut out before.

Faster than *Optical character recogniser* where the lines are known: after *Text detector* and
*Image align* each crop is one line, and only the reading is left to do. A crop that says *Floor 2*
gives the text `Floor 2` and a score such as 0.98. A crop with several lines comes out garbled, and
an upside-down one too: put *Text orientation* before. A text read with a score under the least one
is absent, and the branch ends there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Image, Number, Text
from runtime.inference import manifests

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "One line of text, upright and straight."})


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "What it says."})
    score: Number = field(metadata={"help": "How sure the reading is, 0 to 1."})


class Params(OperatorParams):
    min_value: float = Field(title="Least score",
        default=0.5, ge=0, le=1, description="Texts read with a lower score are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


def _why_not() -> str | None:
    return manifests.why_unavailable("ppocr-v6-text-recognizer")


@operator(
    "text-recognizer",
    title="Text recogniser",
    group="Models",
    icon="type",
    task="text-recognize",
    default_model="ppocr-v6-text-recognizer",
    heavy=True,
    available=_why_not,
    summary="score over {min_value}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | None]:
    from runtime.inference import text_lines

    lines = [inputs.image.pixels for inputs in batch]
    readings = text_lines.recognise(context.require_model(), lines, context.cancel)
    return [
        Outputs(Text(text), Number(min(1.0, float(score))))
        if text.strip() and score >= params.min_value
        else None
        for text, score in readings
    ]
