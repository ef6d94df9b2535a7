"""Turns text into vectors through a connection.

Texts that mean much the same get vectors that point much the same way, so that *Search an index*
finds one by the other. `opening hours` and `when are you open` come out close together. The texts
of a node are sent together, up to 64 in one request.

The app needs a connection that offers embeddings. Fill and search an index with the same model.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any

from runtime.contracts.limits import MAX_INDEX_DIMENSIONS
from runtime.contracts.operator import Context, Failure, operator
from runtime.contracts.outside import Call, ConnectorError
from runtime.contracts.values import Embeddings, Text
from runtime.outside.asking import answer_json, as_body, model_of, nonsense
from runtime.outside.params import ModelParams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.outside import Endpoint

TEXTS_AT_ONCE = 64


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to embed."})


@dataclass(frozen=True)
class Outputs:
    embeddings: Embeddings = field(metadata={"help": "One vector for the text."})


class Params(ModelParams):
    pass


@operator(
    "connected-text-embedder",
    title="Embed text by connection",
    group="Connectors",
    icon="binary",
    heavy=True,
    effects="asks",
    connection="embeddings",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    outside = context.require_outside()
    endpoint = outside.endpoint(params.connection, "embeddings")
    model = model_of(endpoint, "embeddings", params.model)
    outcomes: list[Outputs | Failure] = []
    for start in range(0, len(batch), TEXTS_AT_ONCE):
        texts = [inputs.text.raw for inputs in batch[start : start + TEXTS_AT_ONCE]]
        body = as_body({"model": model, "input": texts, "encoding_format": "float"})
        call = Call("/embeddings", body=body, seconds=params.timeout_seconds)
        try:
            answer = answer_json(endpoint, outside.call(endpoint, call, context.cancel))
            vectors = _vectors(endpoint, answer, len(texts))
            outcomes += [Outputs(Embeddings((vector,))) for vector in vectors]
        except ConnectorError as error:
            outcomes += [Failure(error)] * len(texts)
        context.progress(len(outcomes), len(batch))
    return outcomes


def _vectors(endpoint: Endpoint, answer: dict[str, Any], count: int) -> list[tuple[float, ...]]:
    """One for each text, in the order of the texts, whatever the order of the answer."""
    try:
        found = {
            int(entry["index"]): tuple(float(number) for number in entry["embedding"])
            for entry in answer["data"]
        }
        vectors = [found[index] for index in range(count)]
    except (KeyError, TypeError, ValueError) as error:
        raise nonsense(endpoint, "no vectors") from error
    lengths = {len(vector) for vector in vectors}
    if len(lengths) != 1 or not 0 < max(lengths) <= MAX_INDEX_DIMENSIONS:
        raise nonsense(endpoint, f"vectors of {sorted(lengths)} numbers")
    if not all(isfinite(number) for vector in vectors for number in vector):
        raise nonsense(endpoint, "vectors with numbers that are none")
    return vectors
