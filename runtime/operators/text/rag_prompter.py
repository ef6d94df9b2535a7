"""Puts a question and the passages found for it into a template.

Every `{data.text.raw}` becomes the text that comes in, every `{data.hits}` the passages, one below
the other. With the template `Answer from this: {data.hits} Question: {data.text.raw}` a model
answers from what was found. Passages come as a list, of texts or of entries such as
`{"text": "Open from 9", "score": 0.8}`, or gathered from a fan-out. Passages without a score get
one by how close they are to the question in meaning, or count as certain when `rank` is *as given*.
Entries with a score under `min_score` are left out, and the best `max_results` are kept, best
first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, field_validator

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.graph import ModelRef
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import All, List, Text
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TEXT_SLOT, HITS_SLOT = "{data.text.raw}", "{data.hits}"
MOST_PASSAGES = 2000
_SLOTS = re.compile(r"\{data\.(?:text\.raw|hits)\}")


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The question."})
    hits: List | None = field(
        default=None, metadata={"help": "The passages: texts, or entries with text and score."}
    )
    texts: All[Text] | None = field(
        default=None, metadata={"help": "Passages of a fan-out, used after those of the list."}
    )


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "The filled template."})
    used: List = field(metadata={"help": "The passages that were put in."})


class Params(OperatorParams):
    prompt_template: str = Field(title="Template",
        default=f"Answer the question from these passages.\n\n{HITS_SLOT}\n\nQuestion: {TEXT_SLOT}",
        min_length=1, max_length=20_000,
        description="The template; it has to hold {data.text.raw} and {data.hits}.",
        json_schema_extra={"widget": "textarea"},
    )  # fmt: skip
    min_score: float = Field(title="Least score",
        default=0, ge=0, le=1, description="Passages with a lower score are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    rank: Literal["by meaning", "as given"] = Field(
        default="by meaning",
        description="How passages without a score are ranked: by likeness to the question, or "
        "in the order in which they come.",
    )
    max_results: int = Field(
        title="Most passages", default=5, ge=1, le=100, description="The most passages to put in."
    )

    @field_validator("prompt_template")
    @classmethod
    def _holds_both(cls, template: str) -> str:
        for slot in (TEXT_SLOT, HITS_SLOT):
            if slot not in template:
                raise ValueError(f"the template has to hold {slot}")
        return template


@operator(
    "rag-prompter",
    title="Prompter with passages",
    group="Text",
    icon="quote",
    aliases=("RAGPrompter",),
    heavy=True,
    summary="up to {max_results} passages",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _prompt(inputs, params, context))


def _prompt(inputs: Inputs, params: Params, context: Context) -> Outputs:
    found = list(_passages(inputs))
    scores = [score for score, _ in found]
    unscored = [place for place, score in enumerate(scores) if score is None]
    if unscored and params.rank == "by meaning":
        texts = [found[place][1] for place in unscored]
        for place, score in zip(unscored, _likeness(inputs.text, texts, context), strict=True):
            scores[place] = score
    ranked = [
        (1.0 if score is None else score, text)
        for score, (_, text) in zip(scores, found, strict=True)
    ]
    kept = [item for item in ranked if item[0] >= params.min_score]
    kept.sort(key=lambda item: -item[0])
    used = tuple(text for _, text in kept[: params.max_results])
    passages = "\n".join(used)

    def value(slot: re.Match[str]) -> str:
        return inputs.text.raw if slot[0] == TEXT_SLOT else passages

    return Outputs(Text(_SLOTS.sub(value, params.prompt_template)), List(used))


def _likeness(question: Text, texts: list[str], context: Context) -> list[float]:
    from runtime.inference import sentences

    if len(texts) > MOST_PASSAGES:
        message = (
            f"There are {len(texts):,} passages; {MOST_PASSAGES:,} can be ranked by meaning. Send "
            "fewer, or set rank to as given."
        )
        raise OperatorFailedError(message, port="hits")
    model = context.require_models().get(ModelRef(id="minilm"))
    known = sentences.embed(model, texts, remember=True, cancel=context.cancel)
    asked = sentences.embed(model, [question.raw], cancel=context.cancel)[0]
    return [min(1.0, max(0.0, float(score))) for score in known @ asked]


def _passages(inputs: Inputs) -> Iterator[tuple[float | None, str]]:
    """Score, None where there is none, and text of every passage that is not empty."""
    for number, entry in enumerate(inputs.hits.value if inputs.hits else (), 1):
        passage = _passage(entry)
        if passage is None:
            message = (
                f"Passage {number} of the list is neither a text nor an entry with a text and a "
                "score from 0 to 1. Wire a list of those to hits."
            )
            raise OperatorFailedError(message, port="hits")
        if passage[1].strip():
            yield passage
    for text in inputs.texts.values if inputs.texts else ():
        if text and text.raw.strip():
            yield None, text.raw


def _passage(entry: Any) -> tuple[float | None, str] | None:
    if isinstance(entry, str):
        return None, entry
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        return None
    score = entry.get("score")
    if score is not None and (isinstance(score, bool) or not isinstance(score, int | float)):
        return None
    return (None if score is None else float(score)), entry["text"]
