"""Turns a text into numbers that are alike for texts that mean alike.

*A dog runs* and *a puppy is running* lie close together, *the stock market fell* lies far from
both, though no word is shared. Wire *Clusterer* to it to sort texts into topics, or *Input
searcher* to find the ones that mean nearly the same. What goes beyond the model's longest input,
256 tokens for the built-in one, does not count: split long texts with *Text splitter* first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Embeddings, Text
from runtime.inference import manifests

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to embed."})


@dataclass(frozen=True)
class Outputs:
    embeddings: Embeddings = field(metadata={"help": "One vector, as long as the model makes it."})


class Params(OperatorParams):
    pass


def _why_not() -> str | None:
    return manifests.why_unavailable("minilm")


@operator(
    "text-embedder",
    title="Text embedder",
    group="Models",
    icon="binary",
    task="text-embed",
    default_model="minilm",
    heavy=True,
    available=_why_not,
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference.embedding import embed_texts

    outcomes = []
    texts = [inputs.text.raw for inputs in batch]
    for vector in embed_texts(context.require_model(), texts, context.cancel):
        outcomes.append(Outputs(Embeddings((tuple(vector.tolist()),))))
        context.progress(len(outcomes), len(batch))
    return outcomes
