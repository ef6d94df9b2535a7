"""Makes one answer of the concepts of a whole fan-out.

Gathers the concepts of every crop, tile, chunk or frame. With the mean, `cat 0.9` on one frame and
`cat 0.5` on another become `cat 0.7`; a concept that a frame does not name counts there as 0, so
that what is seen once does not win. `method` can also take the highest score, or the share of
frames on which the concept is the best.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import All, Concept, Concepts

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    concepts: All[Concepts] = field(metadata={"help": "The concepts of every crop or frame."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(metadata={"help": "One score per concept, best first."})


class Params(OperatorParams):
    method: Literal["mean", "highest", "votes"] = Field(
        default="mean", description="How the scores of one concept become one."
    )
    topk: int = Field(
        title="Most concepts",
        default=100,
        ge=1,
        le=1000,
        description="The most concepts to answer.",
    )


@operator(
    "concept-averager",
    title="Concept averager",
    group="Edit and filter",
    icon="sigma",
    summary="{method}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [Outputs(_averaged(inputs.concepts, params)) for inputs in batch]


def _averaged(gathered: All[Concepts], params: Params) -> Concepts:
    frames = [concepts.items for concepts in gathered.values if concepts is not None]
    firsts: dict[str, Concept] = {}
    scores: dict[str, list[float]] = {}
    for items in frames:
        best = max((item.value for item in items), default=0.0)
        for item in items:
            firsts.setdefault(item.id, item)
            won = float(item.value == best)
            scores.setdefault(item.id, []).append(won if params.method == "votes" else item.value)
    divide = params.method != "highest"
    answered = [
        replace(firsts[key], value=sum(found) / len(frames) if divide else max(found))
        for key, found in scores.items()
    ]
    answered.sort(key=lambda item: (-item.value, item.name))
    return Concepts(tuple(answered[: params.topk]))
