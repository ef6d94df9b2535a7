"""Names clusters of texts by the words that set each one apart from the others.

Wire the clusters of *Clusterer* and the texts that were grouped. Three lines about refunds and two
about passwords give `refund` and `password`. The table shows each cluster's name, size and the
beginning of its first text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import log
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import All, Clusters, Concept, Concepts, List, Table, Text
from runtime.media.per_picture import per_picture
from runtime.media.sentence_breaks import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN_CHARACTERS = 120


@dataclass(frozen=True)
class Inputs:
    clusters: Clusters = field(metadata={"help": "The cluster number of each text."})
    texts: All[Text] = field(metadata={"help": "The texts, in the same order."})


@dataclass(frozen=True)
class Outputs:
    names: List = field(metadata={"help": "One name per cluster."})
    concepts: Concepts = field(
        metadata={"help": "The names, each with the share of texts in its cluster."}
    )
    table: Table = field(metadata={"help": "Cluster, name, size and first text."})


class Params(OperatorParams):
    words: int = Field(default=3, ge=1, le=8, description="How many words make a name.")
    separator: str = Field(default=", ", max_length=10, description="What stands between them.")


@operator(
    "cluster-namer",
    title="Cluster namer",
    group="Text",
    icon="tag",
    aliases=("clusters-to-concepts",),
    heavy=True,
    summary="{words} words",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _named(inputs, params))


def _named(inputs: Inputs, params: Params) -> Outputs:
    from runtime.inference.keywords import content_words

    texts, labels = inputs.texts.values, inputs.clusters.labels
    if len(texts) != len(labels):
        message = (
            f"There are {len(labels)} cluster numbers and {len(texts)} texts. Wire the texts that "
            "were grouped to texts."
        )
        raise OperatorFailedError(message, port="texts")
    members: dict[int, list[str]] = {number: [] for number in range(max(labels, default=-1) + 1)}
    for label, text in zip(labels, texts, strict=True):
        if label >= 0 and text is not None:
            members[label].append(text.raw)
    counts = {
        number: Counter(
            word for text in found for word in dict.fromkeys(content_words(split_sentences(text)))
        )
        for number, found in members.items()
    }
    everywhere: Counter[str] = Counter()
    for found in counts.values():
        everywhere.update(found)
    names = [_name(counts[number], everywhere, len(members), params) for number in members]
    rows = tuple(
        (number, name, len(found), found[0][:_SHOWN_CHARACTERS] if found else "")
        for (number, found), name in zip(members.items(), names, strict=True)
    )
    total = max(1, len(labels))
    concepts = tuple(
        Concept(f"cluster-{number}", name, round(size / total, 4)) for number, name, size, _ in rows
    )
    return Outputs(
        names=List(tuple(names)),
        concepts=Concepts(concepts),
        table=Table(("cluster", "name", "size", "first text"), rows),
    )


def _name(own: Counter[str], everywhere: Counter[str], clusters: int, params: Params) -> str:
    """The words that stand in many texts here and in few elsewhere."""

    def worth(word: str) -> float:
        return own[word] * log(1 + clusters * own[word] / everywhere[word])

    ranked = sorted(own, key=lambda word: (-worth(word), word))
    return params.separator.join(ranked[: params.words]) or "no words"
