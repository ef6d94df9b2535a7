"""Keeps what several detectors agree on.

Regions of two or three detectors that lie on one another are one find. It is kept when enough of
them saw it: with `votes` at 2, a `car` that two of three detectors found stays, and one that a
single detector saw goes. What stays has the mean of their boxes, weighted by score, and the mean
score of those who found it. Each detector has one vote for a find; only regions of one class are
compared, unless `across_classes` is on.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Box, Number, Region, Regions
from runtime.inference import places

if TYPE_CHECKING:
    from collections.abc import Sequence

Vote = tuple[int, Region]
"""Which detector found it, and what."""


@dataclass(frozen=True)
class Inputs:
    first: Regions | None = field(default=None, metadata={"help": "What one detector found."})
    second: Regions | None = field(default=None, metadata={"help": "What another found."})
    third: Regions | None = field(default=None, metadata={"help": "What a third one found."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "What enough of them found, best score first."})
    count: Number = field(metadata={"help": "How many there are."})


class Params(OperatorParams):
    votes: int = Field(
        default=2, ge=1, le=3, description="How many detectors have to find the same."
    )
    overlap: float = Field(
        default=0.5, ge=0, le=1,
        description="Common area over the area of both, from which two regions are the same find.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    across_classes: bool = Field(
        default=False, description="Whether regions of different classes may be the same find."
    )


@operator(
    "region-consensus",
    title="Region consensus",
    group="Edit and filter",
    icon="group",
    summary="{votes} agree over {overlap}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return [_agreed(inputs, params) for inputs in batch]


def _agreed(inputs: Inputs, params: Params) -> Outputs | Failure:
    given = [regions for regions in (inputs.first, inputs.second, inputs.third) if regions]
    if len(given) < params.votes:
        message = (
            f"{params.votes} detectors have to agree, and only {len(given)} are wired. "
            "Wire more of first, second and third, or ask for fewer votes."
        )
        return Failure(OperatorFailedError(message, port="first"))
    left = [(source, one) for source, regions in enumerate(given) for one in regions.items]
    left.sort(key=lambda vote: -vote[1].score)
    kept: list[Region] = []
    while left:
        votes = _same_find(left, params)
        found = {id(region) for _, region in votes}
        left = [vote for vote in left if id(vote[1]) not in found]
        if len(votes) >= params.votes:
            kept.append(_mean(votes))
    kept.sort(key=lambda region: -region.score)
    named = (replace(region, id=f"r{number}") for number, region in enumerate(kept, 1))
    placement = next((regions.placement for regions in given if regions.placement), None)
    return Outputs(Regions(tuple(named), placement), Number(len(kept)))


def _same_find(left: Sequence[Vote], params: Params) -> list[Vote]:
    """The best one that is left, with the nearest of each other detector."""
    best = left[0]
    votes = [best]
    for source in sorted({source for source, _ in left} - {best[0]}):
        near = [
            (places.overlap(best[1].box, region.box), index)
            for index, (found_by, region) in enumerate(left)
            if found_by == source and (params.across_classes or _label(region) == _label(best[1]))
        ]
        share, index = max(near, default=(0.0, -1))
        if index >= 0 and share >= params.overlap and share > 0:
            votes.append(left[index])
    return votes


def _label(region: Region) -> str:
    return region.concepts[0].id if region.concepts else ""


def _mean(votes: Sequence[Vote]) -> Region:
    """The best region with the mean place and score of all."""
    regions = [region for _, region in votes]
    weights = [max(region.score, 1e-6) for region in regions]
    total = sum(weights)

    def mean(edge: str) -> float:
        pairs = zip(regions, weights, strict=True)
        return sum(float(getattr(region.box, edge)) * weight for region, weight in pairs) / total

    best = regions[0]
    box = Box(mean("top"), mean("left"), mean("bottom"), mean("right"))
    score = sum(region.score for region in regions) / len(regions)
    concepts = (replace(best.concepts[0], value=score),) if best.concepts else ()
    return replace(best, box=box, concepts=concepts, polygon=())
