"""Finds what lies nearest to an embedding in a search index of the app.

With an index of face crops, the embedding of another face gives the crops that look most like it,
best first, each with a score: 1 points the same way, 0 is unrelated. The list of hits fits
*Prompter with passages*, so that a question finds the texts to answer it from. Fill the index with
*Write to an index*, with vectors of the same embedder.

The search is exact: every entry is compared. An index changes from run to run, so hits are never
taken from the cache.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from runtime.contracts.errors import NoIndexError
from runtime.contracts.graph import NAME_PATTERN
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import (
    Anchor,
    Box,
    Concept,
    Concepts,
    Each,
    Embeddings,
    Image,
    List,
    Region,
    Table,
)
from runtime.media.images import read_image

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.stores import Hit, SearchIndexes

LABEL_CHARACTERS = 60


@dataclass(frozen=True)
class Inputs:
    embeddings: Embeddings = field(metadata={"help": "What to look for."})


@dataclass(frozen=True)
class Outputs:
    hits: List = field(metadata={"help": "Entries with text, score and labels, best first."})
    concepts: Concepts = field(metadata={"help": "The labels found, each with its best score."})
    images: Each[Image] = field(metadata={"help": "The pictures found, best first."})
    table: Table = field(metadata={"help": "One row for each hit."})


class Params(OperatorParams):
    index: str = Field(
        default="main", pattern=NAME_PATTERN, description="The name of the index.",
        json_schema_extra={"fixed": True},
    )  # fmt: skip
    max_results: int = Field(
        title="Most hits", default=5, ge=1, le=100, description="The most hits to answer."
    )
    min_score: float = Field(
        title="Least score", default=0, ge=0, le=1,
        description="Hits with a lower score are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    when_missing: Literal["fail", "find nothing"] = Field(
        title="When there is no index yet", default="fail",
        description="Finding nothing lets a graph search before it writes for the first time.",
    )  # fmt: skip


@operator(
    "input-searcher",
    title="Search an index",
    group="Connectors",
    icon="search",
    heavy=True,
    effects="asks",
    summary="{index} · up to {max_results}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    search = context.require_search()
    vectors = [vector for inputs in batch for vector in inputs.embeddings.vectors]
    try:
        answers = search.search(params.index, vectors, params.max_results, params.min_score)
    except NoIndexError:
        if params.when_missing == "fail":
            raise
        answers = [()] * len(vectors)  # an index appears with its first entry
    found = iter(answers)
    outcomes = []
    for inputs in batch:
        best: dict[int, Hit] = {}
        for _ in inputs.embeddings.vectors:
            for hit in next(found):
                if hit.id not in best or best[hit.id].score < hit.score:
                    best[hit.id] = hit
        hits = sorted(best.values(), key=lambda hit: (-hit.score, hit.id))[: params.max_results]
        outcomes.append(_outputs(hits, search))
    return outcomes


def _outputs(hits: Sequence[Hit], search: SearchIndexes) -> Outputs:
    labels: dict[str, float] = {}
    for hit in hits:
        label = _label(hit)
        labels[label] = max(labels.get(label, 0.0), hit.score)
    shown = [hit for hit in hits if hit.thumbnail]
    return Outputs(
        hits=List(tuple(_entry(hit) for hit in hits)),
        concepts=Concepts(tuple(Concept(name, name, score) for name, score in labels.items())),
        images=Each(
            tuple(read_image(search.picture(hit.thumbnail), "A thumbnail") for hit in shown),
            tuple(_anchor(hit) for hit in shown),
        ),
        table=Table(
            ("score", "label", "text", "run", "written"),
            tuple(
                (round(hit.score, 4), _label(hit), hit.text, hit.run, hit.created_at)
                for hit in hits
            ),
        ),
    )


def _entry(hit: Hit) -> dict[str, Any]:
    return {
        "text": hit.text or _label(hit),
        "score": hit.score,
        "id": hit.id,
        "concepts": [{"name": name, "value": value} for name, value in hit.concepts],
        "run": hit.run,
    }


def _label(hit: Hit) -> str:
    if hit.concepts:
        return hit.concepts[0][0]
    return hit.text.strip()[:LABEL_CHARACTERS] or f"entry {hit.id}"


def _anchor(hit: Hit) -> Anchor:
    """The whole picture, with the label and the score of the hit."""
    label = _label(hit)
    concept = Concept(label, label, hit.score)
    return Anchor(Region(f"hit-{hit.id}", Box(0, 0, 1, 1), (concept,)))
