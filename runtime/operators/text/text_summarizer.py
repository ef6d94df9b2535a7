"""Shortens a text to the sentences that say most of it.

Compares all sentences by what they mean, and keeps those that the others agree with most, word for
word and in their order; of two that say the same only one is kept. Nothing is written anew, so
nothing is made up. A report of thirty sentences becomes the three that carry it. The model reads
English best; up to 1,000 sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import List, Text
from runtime.inference import manifests
from runtime.media.given_text import text_to_read
from runtime.media.per_picture import per_picture
from runtime.media.sentence_breaks import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MOST_SENTENCES = 1000
_SAME = 0.9
"""Two sentences this alike say the same."""


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to shorten."})


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "The sentences kept, in their order."})
    sentences: List = field(
        metadata={"help": "The same as a list with score and place in the text."}
    )


class Params(OperatorParams):
    sentences: int = Field(default=3, ge=1, le=50, description="How many sentences to keep.")
    order: Literal["as in the text", "weightiest first"] = Field(
        default="as in the text", description="In which order they come out."
    )


def _why_not() -> str | None:
    return manifests.why_unavailable("minilm")


@operator(
    "text-summarizer",
    title="Text summary",
    group="Text",
    icon="shrink",
    aliases=("text-summarization", "extractive-summarizer", "TextSummarizer"),
    task="text-embed",
    default_model="minilm",
    heavy=True,
    available=_why_not,
    summary="{sentences} sentences",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    from runtime.inference import sentences
    from runtime.inference.weighing import weights

    model = context.require_model()

    def summarise(inputs: Inputs) -> Outputs:
        found = split_sentences(text_to_read(inputs.text))
        if len(found) > MOST_SENTENCES:
            message = (
                f"The text has {len(found):,} sentences; {MOST_SENTENCES:,} can be summarised at "
                "once. Split it with Text splitter and summarise the parts."
            )
            raise OperatorFailedError(message, port="text")
        if len(found) <= params.sentences:
            return _outputs(found, list(range(len(found))), [1.0] * len(found))
        vectors = sentences.embed(model, found, cancel=context.cancel)
        likeness = vectors @ vectors.T
        scores = weights(likeness)
        kept = _kept(scores, likeness, params.sentences)
        if params.order == "as in the text":
            kept.sort()
        best = float(scores.max())
        return _outputs(found, kept, [float(scores[place]) / best for place in kept])

    return per_picture(batch, context, summarise)


def _kept(scores: NDArray[Any], likeness: NDArray[Any], most: int) -> list[int]:
    kept: list[int] = []
    for place in (int(item) for item in (-scores).argsort(kind="stable")):
        if all(likeness[place, other] < _SAME for other in kept):
            kept.append(place)
        if len(kept) == most:
            break
    return kept


def _outputs(found: list[str], kept: list[int], scores: list[float]) -> Outputs:
    entries = tuple(
        {"text": found[place], "score": round(score, 4), "place": place + 1}
        for place, score in zip(kept, scores, strict=True)
    )
    return Outputs(Text(" ".join(found[place] for place in kept)), List(entries))
