"""Says which classes a picture holds, from the regions found in it.

Two regions `cat 0.9` and `cat 0.6` and one `dog 0.7` become the concepts `cat 0.9` and `dog 0.7`:
the best score of each class. With `score` set to share, a concept's score is the share of regions
of that class. What works on concepts works on the answer: *Concept thresholder*, *Input filter*.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concept, Concepts, Regions

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to sum up."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(metadata={"help": "One concept per class, best first."})


class Params(OperatorParams):
    score: Literal["best", "share"] = Field(
        default="best",
        description="The best score of the class, or the share of regions that have it.",
    )
    topk: int = Field(
        title="Most concepts",
        default=100,
        ge=1,
        le=1000,
        description="The most concepts to answer.",
    )


@operator(
    "regions-to-concepts",
    title="Regions to concepts",
    group="Edit and filter",
    icon="shapes",
    summary="{score}, top {topk}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [Outputs(_summed_up(inputs.regions, params)) for inputs in batch]


def _summed_up(regions: Regions, params: Params) -> Concepts:
    firsts: dict[str, Concept] = {}
    scores: dict[str, list[float]] = {}
    for region in regions.items:
        for concept in region.concepts:
            firsts.setdefault(concept.id, concept)
            scores.setdefault(concept.id, []).append(concept.value)
    count = len(regions.items)
    found = [
        replace(firsts[key], value=max(values) if params.score == "best" else len(values) / count)
        for key, values in scores.items()
    ]
    found.sort(key=lambda concept: (-concept.value, concept.name))
    return Concepts(tuple(found[: params.topk]), regions.placement)
