"""Keeps concepts by their score.

Compares every concept with `value` and keeps those that pass. With GREATER_THAN and 0.6, `cat 0.93`
stays and `dog 0.41` goes. When `classes` names some, each may have a threshold of its own: `cat`
uses the one set above, `cat = 0.8` its own, and concepts that are not named are dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from runtime.contracts.operator import Context, operator
from runtime.contracts.values import Concepts
from runtime.inference.thresholds import ThresholdParams

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    concepts: Concepts = field(metadata={"help": "The concepts to sort out."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(metadata={"help": "The concepts that passed, in their order."})


class Params(ThresholdParams):
    pass


@operator(
    "concept-thresholder",
    title="Concept thresholder",
    group="Edit and filter",
    icon="sliders-horizontal",
    aliases=("ConceptThresholder",),
    summary="score {concept_threshold_type} {value}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    passing = params.sieve()
    return [
        Outputs(replace(inputs.concepts, items=passing(inputs.concepts.items))) for inputs in batch
    ]
