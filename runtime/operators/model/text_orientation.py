"""Tells whether a line of text is upside down, and turns it upright.

For crops of single lines, before *Text recogniser*: a name plate that was photographed the wrong
way round has a score near 1 and leaves turned by 180 degrees. *Optical character recogniser* does
this by itself. A short text such as `OK` or `8008` is easily mistaken; raise the least score so
that only what is sure is turned.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Boolean, Image, Number
from runtime.inference import manifests

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "One line of text, either way up."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The line, upright."})
    is_turned: Boolean = field(metadata={"help": "Whether it came upside down."})
    score: Number = field(metadata={"help": "How likely it came upside down, 0 to 1."})


class Params(OperatorParams):
    min_value: float = Field(title="Least score",
        default=0.9, ge=0.5, le=1, description="From which score on a line is turned.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


def _why_not() -> str | None:
    return manifests.why_unavailable("ppocr-text-orientation")


@operator(
    "text-orientation",
    title="Text orientation",
    group="Models",
    icon="rotate-cw",
    task="text-orient",
    default_model="ppocr-text-orientation",
    heavy=True,
    available=_why_not,
    summary="turned from {min_value}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    import numpy as np

    from runtime.inference import text_lines

    lines = [inputs.image.pixels for inputs in batch]
    scores = text_lines.turned(context.require_model(), lines, context.cancel)
    outcomes = []
    for inputs, score in zip(batch, scores.tolist(), strict=True):
        turned = score >= params.min_value
        image = inputs.image
        if turned:
            image = Image(np.ascontiguousarray(text_lines.upside_down(image.pixels)))
        outcomes.append(Outputs(image, Boolean(turned), Number(score)))
    return outcomes
