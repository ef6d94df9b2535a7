"""Writes a text about a picture: a caption, or the line of writing in it.

It needs a model that you import, one whose encoder looks at pictures and whose decoder writes, such
as a captioning model or TrOCR. With a captioning model, a photo of a dog on grass gives `a dog is
running on the grass` or the like; with TrOCR, the crop of one handwritten line gives its words. To
read printed pages without a model of your own, use *Optical character recogniser*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Number, Text
from runtime.inference.model_params import Beams
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture, or a crop of one."})


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "What the model writes."})
    score: Number = field(
        metadata={"help": "How sure it is, 0 to 1: the mean share of its tokens."}
    )


class Params(OperatorParams):
    max_tokens: int | None = Field(
        title="Longest answer", default=None, ge=1, le=512,
        description="The most tokens to write; empty for what the card says.",
    )  # fmt: skip
    beams: Beams = None


@operator(
    "image-to-text",
    title="Image to text",
    group="Models",
    icon="captions",
    task="image-to-text",
    heavy=True,
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    from math import exp

    from runtime.inference.decoders.image_writer import describe

    model = context.require_model()

    def answer(inputs: Inputs) -> Outputs:
        text, found = describe(
            model, inputs.image, beams=params.beams, longest=params.max_tokens,
            cancel=context.cancel,
        )  # fmt: skip
        return Outputs(Text(text), Number(min(1.0, exp(found.score))))

    return per_picture(batch, context, answer)
