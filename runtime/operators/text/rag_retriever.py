"""Finds the passages of a list that answer a question best, by what they mean.

Passages come wired as a list or from *Text splitter*, or are written here, one a line. For *When do
you open?* the passage *Our shop is open from 9 to 5* is found although no word is shared. *hits*
holds each passage with its score and place, best first, as *Prompter with passages* takes them.
Up to 2,000 passages are searched. The model reads English and the first 256 tokens of a passage, so
split long documents into passages of some 150 words before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import All, List, Text
from runtime.inference import manifests
from runtime.media.given_text import text_to_read
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PASSAGES = 2000


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The question."})
    passages: List | None = field(
        default=None, metadata={"help": "The passages: texts, or entries with a text."}
    )
    texts: All[Text] | None = field(
        default=None, metadata={"help": "Passages of a fan-out, such as the pieces of a splitter."}
    )


@dataclass(frozen=True)
class Outputs:
    hits: List = field(
        metadata={"help": "The passages found, as text, score and place, best first."}
    )
    text: Text = field(metadata={"help": "The texts of the passages found, one below the other."})


class Params(OperatorParams):
    passages: str = Field(
        default="", max_length=200_000,
        description="Passages, one a line; those that are wired come after them.",
        json_schema_extra={"widget": "textarea"},
    )  # fmt: skip
    max_results: int = Field(
        title="Most passages", default=5, ge=1, le=100, description="The most passages to answer."
    )
    min_score: float = Field(title="Least score",
        default=0.2, ge=0, le=1, description="Passages with a lower score are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


def _why_not() -> str | None:
    return manifests.why_unavailable("minilm")


@operator(
    "rag-retriever",
    title="Passage retriever",
    group="Text",
    icon="text-search",
    aliases=("RAGRetriever", "passage-retriever"),
    task="text-embed",
    default_model="minilm",
    heavy=True,
    available=_why_not,
    summary="best {max_results}, score over {min_score}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    import numpy as np

    from runtime.inference import sentences

    model = context.require_model()

    def retrieve(inputs: Inputs) -> Outputs:
        question = text_to_read(inputs.text)
        passages = _passages(inputs, params)
        known = sentences.embed(model, passages, remember=True, cancel=context.cancel)
        likeness = known @ sentences.embed(model, [question], cancel=context.cancel)[0]
        hits = []
        for place in np.argsort(-likeness, kind="stable")[: params.max_results]:
            score = round(min(1.0, max(0.0, float(likeness[place]))), 4)
            if score >= params.min_score:
                hits.append({"text": passages[place], "score": score, "place": int(place) + 1})
        text = "\n".join(str(hit["text"]) for hit in hits)
        return Outputs(List(tuple(hits)), Text(text))

    return per_picture(batch, context, retrieve)


def _passages(inputs: Inputs, params: Params) -> list[str]:
    found = params.passages.splitlines()
    for number, entry in enumerate(inputs.passages.value if inputs.passages else (), 1):
        found.append(_passage(entry, number))
    found.extend(text.raw for text in (inputs.texts.values if inputs.texts else ()) if text)
    found = [passage.strip() for passage in found if passage.strip()]
    if not found:
        message = (
            "There are no passages to search. Wire a list to passages or a fan-out of texts to "
            "texts, or write some under Passages."
        )
        raise OperatorFailedError(message, port="passages")
    if len(found) > MOST_PASSAGES:
        message = (
            f"There are {len(found):,} passages; {MOST_PASSAGES:,} can be searched. Make them "
            "longer, or search a part of them."
        )
        raise OperatorFailedError(message, port="passages")
    return found


def _passage(entry: Any, number: int) -> str:
    text = entry.get("text") if isinstance(entry, dict) else entry
    if isinstance(text, str):
        return text
    message = f"Passage {number} of the list is no text. Wire a list of texts to passages."
    raise OperatorFailedError(message, port="passages")
