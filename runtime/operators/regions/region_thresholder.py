"""Keeps regions by their score.

Compares every concept of every region with `value` and keeps those that pass; a region that loses
all its concepts is dropped. With GREATER_THAN and 0.6, a region `plate 0.93` stays and `plate
0.41` goes. When `classes` names some, only those are compared and kept, and each may have a
threshold of its own: `plate` uses the one set above, `plate = 0.8` its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from runtime.contracts.operator import Context, operator
from runtime.contracts.values import Regions
from runtime.inference.thresholds import ThresholdParams

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to sort out."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The regions that passed, in their order."})


class Params(ThresholdParams):
    pass


@operator(
    "region-thresholder",
    title="Region thresholder",
    group="Edit and filter",
    icon="sliders-horizontal",
    aliases=("RegionThresholder",),
    summary="score {concept_threshold_type} {value}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [Outputs(_passing(inputs.regions, params)) for inputs in batch]


def _passing(regions: Regions, params: Params) -> Regions:
    passing = params.sieve()
    kept = []
    for region in regions.items:
        concepts = passing(region.concepts)
        if concepts:
            kept.append(replace(region, concepts=concepts))
    return replace(regions, items=tuple(kept))
