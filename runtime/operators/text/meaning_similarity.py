"""Says how alike two texts are in what they mean.

*A dog runs in the park* and *A puppy is running outdoors* share hardly a word and are 0.56 alike;
either of them and *Interest rates rose* are about 0. From `min_value` on two texts count as alike.
The model reads English and the first 256 tokens of a text. *Text similarity* compares letters and
words instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Number, Text
from runtime.inference import manifests
from runtime.media.given_text import text_to_read
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "One text."})
    other: Text | None = field(
        default=None, metadata={"help": "The text to compare it with; unwired, the one set here."}
    )


@dataclass(frozen=True)
class Outputs:
    similarity: Number = field(metadata={"help": "0 for nothing in common, 1 for the same."})
    alike: Boolean = field(metadata={"help": "Whether the similarity is at least min_value."})


class Params(OperatorParams):
    other: str = Field(title="Compare with",
        default="", max_length=20_000,
        description="The text to compare with when none is wired.",
        json_schema_extra={"widget": "textarea"},
    )  # fmt: skip
    min_value: float = Field(title="Least similarity",
        default=0.5, ge=0, le=1, description="From here on two texts count as alike.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


def _why_not() -> str | None:
    return manifests.why_unavailable("minilm")


@operator(
    "meaning-similarity",
    title="Meaning similarity",
    group="Text",
    icon="equal",
    aliases=("semantic-similarity", "text-semantic-similarity"),
    task="text-embed",
    default_model="minilm",
    heavy=True,
    available=_why_not,
    summary="alike from {min_value}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    from runtime.inference import sentences

    model = context.require_model()

    def compare(inputs: Inputs) -> Outputs:
        if inputs.other is None and not params.other.strip():
            message = (
                "There is nothing to compare the text with. Wire a text to other, or write one "
                "under Compare with."
            )
            raise OperatorFailedError(message, port="other")
        text = text_to_read(inputs.text)
        other = text_to_read(inputs.other or Text(params.other), "other")
        one, two = sentences.embed(model, [text, other], remember=True, cancel=context.cancel)
        value = min(1.0, max(0.0, float(one @ two)))
        return Outputs(Number(round(value, 4)), Boolean(value >= params.min_value))

    return per_picture(batch, context, compare)
