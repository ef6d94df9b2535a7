"""Writes a text about a text: a translation, a summary, a correction.

It needs a model that you import, one with an encoder and a decoder such as Marian, T5 or BART; the
model decides what it writes. With an English to Spanish Marian model, `The house is sold.` gives
`Se vende la casa.` or the like. Models for several tasks, such as T5, are told by a prefix, for
instance `translate English to German: `. Long texts are written sentence by sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Text
from runtime.inference.model_params import Beams
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to read."})


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "What the model writes."})


class Params(OperatorParams):
    prefix: str = Field(
        default="", max_length=500,
        description="What goes before the text, such as a task that the model was taught.",
    )  # fmt: skip
    max_tokens: int | None = Field(
        title="Longest answer", default=None, ge=1, le=512,
        description="The most tokens to write about one piece; empty for what the card says.",
    )  # fmt: skip
    beams: Beams = None


@operator(
    "text-to-text",
    title="Text to text",
    group="Models",
    icon="pencil",
    task="text-to-text",
    heavy=True,
    summary="{prefix}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    from runtime.inference.decoders import seq2seq
    from runtime.media.sentence_breaks import split_sentences

    model = context.require_model()

    def answer(inputs: Inputs) -> Outputs:
        written = seq2seq.rewrite(
            model, inputs.text.raw, split_sentences, prefix=params.prefix, beams=params.beams,
            longest=params.max_tokens, cancel=context.cancel,
        )  # fmt: skip
        return Outputs(Text(written))

    return per_picture(batch, context, answer)
