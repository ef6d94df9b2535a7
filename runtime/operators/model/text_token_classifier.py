"""Finds names, places, dates and other stretches of a text.

It needs a model that you import, one that labels tokens, such as a recogniser of named entities.
For `Ada Lovelace lived in London` such a model gives two entities: `Ada Lovelace`, a person, at
characters 0 to 12, and `London`, a place. The concepts tell which kinds occur at all, each with its
best score; the texts are the found stretches alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concept, Concepts, List, Table, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.inference.decoders.text_tagger import Span


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to search."})


@dataclass(frozen=True)
class Outputs:
    entities: Table = field(
        metadata={"help": "Per find its text, label, score, first and last character."}
    )
    concepts: Concepts = field(metadata={"help": "The kinds that occur, with their best score."})
    texts: List = field(metadata={"help": "The found stretches alone."})


class Params(OperatorParams):
    min_value: float = Field(title="Least score",
        default=0.5, ge=0, le=1, description="Finds with a lower score are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    classes: list[str] = Field(
        default_factory=list, max_length=1000,
        description="Only these kinds; empty for all that the model knows.",
    )  # fmt: skip


@operator(
    "text-token-classifier",
    title="Text token classifier",
    group="Models",
    icon="highlighter",
    task="text-tag",
    heavy=True,
    summary="score over {min_value}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference.decoders.text_tagger import tag

    outcomes = []
    for inputs in batch:
        spans = [
            span
            for span in tag(context.require_model(), inputs.text.raw, context.cancel)
            if span.score >= params.min_value
            and (not params.classes or span.label in params.classes)
        ]
        outcomes.append(_outputs(inputs.text.raw, spans))
        context.progress(len(outcomes), len(batch))
    return outcomes


def _outputs(text: str, spans: Sequence[Span]) -> Outputs:
    rows = tuple(
        (text[span.start : span.end], span.label, round(span.score, 4), span.start, span.end)
        for span in spans
    )
    best: dict[str, float] = {}
    for span in spans:
        best[span.label] = max(best.get(span.label, 0.0), span.score)
    ordered = sorted(best.items(), key=lambda item: -item[1])
    return Outputs(
        Table(("text", "label", "score", "start", "end"), rows),
        Concepts(tuple(Concept(name, name, min(1.0, score)) for name, score in ordered)),
        List(tuple(row[0] for row in rows)),
    )
