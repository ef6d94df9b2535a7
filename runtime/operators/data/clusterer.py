"""Groups vectors that lie close together, such as embeddings of alike texts or pictures.

Wire the embeddings of a fan-out: a text split into lines, each line embedded, gives one cluster
number per line, 0 for the largest cluster. *k-means* makes round groups of a number that you name,
or of the number that separates best when `count` is 0. *Density* finds groups of any shape and
leaves loners out as -1; *tree* joins the closest again and again. With the lines wired to texts,
the table shows them beside their clusters. Up to 2,000 vectors.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import All, Clusters, Embeddings, List, Number, Table, Text
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


MOST_VECTORS = 2000


@dataclass(frozen=True)
class Inputs:
    embeddings: All[Embeddings] | None = field(
        default=None, metadata={"help": "The embeddings of a fan-out, one for each element."}
    )
    vectors: Embeddings | None = field(
        default=None, metadata={"help": "Embeddings with many vectors, used when no fan-out is."}
    )
    texts: All[Text] | None = field(
        default=None, metadata={"help": "The elements' texts, to show beside their clusters."}
    )


@dataclass(frozen=True)
class Outputs:
    clusters: Clusters = field(
        metadata={"help": "A cluster number per vector, 0 for the largest, -1 for none."}
    )
    count: Number = field(metadata={"help": "How many clusters there are."})
    table: Table = field(metadata={"help": "Place, cluster and text of each element."})
    groups: List = field(
        metadata={"help": "Per cluster its texts, or its places when no texts are wired."}
    )
    centers: Embeddings = field(metadata={"help": "The mean vector of each cluster."})


class Params(OperatorParams):
    method: Literal["k-means", "density", "tree"] = Field(
        default="k-means", description="How groups are found."
    )
    count: int = Field(
        title="Clusters", default=0, ge=0, le=100,
        description="How many clusters to make; 0 chooses. Density always chooses.",
    )  # fmt: skip
    least_members: int = Field(
        default=2, ge=2, le=100, description="Fewest members of a cluster, for density only."
    )


def _why_not() -> str | None:
    if find_spec("sklearn") is None:
        return "needs the package scikit-learn: pip install scikit-learn"
    return None


@operator(
    "clusterer",
    title="Clusterer",
    group="Measure",
    icon="chart-scatter",
    aliases=("Clusterer", "embeddings-clusterer"),
    heavy=True,
    available=_why_not,
    summary="{method}, {count} clusters",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _clustered(inputs, params))


def _clustered(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    from runtime.inference.clustering import clusters

    vectors, places, total = _vectors(inputs)
    labels = np.full(total, -1)
    table = np.array(vectors, np.float64)
    if len(vectors):
        labels[places] = clusters(table, params.method, params.count, params.least_members)
    found = labels.max(initial=-1) + 1
    texts = _texts(inputs, total)
    members = [np.flatnonzero(labels == number) for number in range(found)]
    where = {place: row for row, place in enumerate(places)}
    centers = [table[[where[int(place)] for place in group]].mean(axis=0) for group in members]
    return Outputs(
        clusters=Clusters(tuple(int(label) for label in labels)),
        count=Number(int(found)),
        table=Table(
            ("place", "cluster", "text"),
            tuple((place + 1, int(labels[place]), texts[place]) for place in range(total)),
        ),
        groups=List(tuple([_shown(int(place), texts) for place in group] for group in members)),
        centers=Embeddings(tuple(tuple(float(item) for item in center) for center in centers)),
    )


def _shown(place: int, texts: list[str | None]) -> Any:
    return place + 1 if texts[place] is None else texts[place]


def _vectors(inputs: Inputs) -> tuple[list[tuple[float, ...]], list[int], int]:
    """The vectors, the place of each, and the number of places; absent elements have none."""
    if inputs.embeddings is not None:
        given = inputs.embeddings.values
        places = [place for place, item in enumerate(given) if item and item.vectors]
        vectors = [_mean(given[place]) for place in places]
        total = len(given)
    elif inputs.vectors is not None:
        vectors = list(inputs.vectors.vectors)
        places, total = list(range(len(vectors))), len(vectors)
    else:
        message = "There is nothing to group. Wire embeddings of a fan-out to embeddings."
        raise OperatorFailedError(message, port="embeddings")
    if len(vectors) > MOST_VECTORS:
        message = (
            f"There are {len(vectors):,} vectors; {MOST_VECTORS:,} can be grouped. Send fewer, or "
            "group parts of them."
        )
        raise OperatorFailedError(message, port="embeddings", limit=MOST_VECTORS)
    if len({len(vector) for vector in vectors}) > 1:
        message = "The vectors have different lengths. Make all of them with the same model."
        raise OperatorFailedError(message, port="embeddings")
    return vectors, places, total


def _mean(item: Embeddings | None) -> tuple[float, ...]:
    vectors = item.vectors if item else ()
    if len(vectors) == 1:
        return vectors[0]
    return tuple(sum(parts) / len(vectors) for parts in zip(*vectors, strict=True))


def _texts(inputs: Inputs, total: int) -> list[str | None]:
    given = inputs.texts.values if inputs.texts else ()
    found = [text.raw if text else None for text in given[:total]]
    return found + [None] * (total - len(found))
