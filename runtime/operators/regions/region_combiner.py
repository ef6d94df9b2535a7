"""Puts the regions of several nodes together.

Regions of a face detector and of a plate detector go on as one list, first those of `first`.
Regions keep their ids; where an id is taken already, the later region gets a new one, such as `r1`
and `r1-2`. To tidy things that both found, put *Region deduplicator* behind it. With `as_one` on,
all become a single region round everything, with the best of each class.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Wire
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Box, Concept, Region, Regions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True)
class Inputs:
    first: Regions | None = field(default=None, metadata={"help": "The regions that come first."})
    second: Regions | None = field(default=None, metadata={"help": "More regions."})
    third: Regions | None = field(default=None, metadata={"help": "More regions."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "All of them."})


class Params(OperatorParams):
    as_one: bool = Field(
        default=False, description="Whether they become one region round everything."
    )


@operator(
    "region-combiner",
    title="Region combiner",
    group="Edit and filter",
    icon="group",
    blocks=(
        Block(
            "roboflow_core/detections_combine@v1",
            fields={
                "prediction_one": Wire("first", required=True),
                "prediction_two": Wire("second", required=True),
            },
            outputs={"predictions": "regions"},
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return [_combined(inputs, params) for inputs in batch]


def _combined(inputs: Inputs, params: Params) -> Outputs | Failure:
    given = [regions for regions in (inputs.first, inputs.second, inputs.third) if regions]
    if not given:
        message = "There are no regions to combine. Wire at least one of first, second and third."
        return Failure(OperatorFailedError(message, port="first"))
    items = tuple(_with_own_ids(region for regions in given for region in regions.items))
    placement = next((regions.placement for regions in given if regions.placement), None)
    return Outputs(Regions((_round_all(items),) if params.as_one and items else items, placement))


def _with_own_ids(regions: Iterable[Region]) -> Iterable[Region]:
    taken: set[str] = set()
    for region in regions:
        name, number = region.id, 2
        while name in taken:
            name, number = f"{region.id}-{number}", number + 1
        taken.add(name)
        yield region if name == region.id else replace(region, id=name)


def _round_all(items: tuple[Region, ...]) -> Region:
    boxes = [region.box for region in items]
    best: dict[str, Concept] = {}
    for concept in (concept for region in items for concept in region.concepts):
        if concept.id not in best or concept.value > best[concept.id].value:
            best[concept.id] = concept
    texts = [region.text for region in items if region.text]
    return Region(
        id="r1",
        box=Box(
            top=min(box.top for box in boxes),
            left=min(box.left for box in boxes),
            bottom=max(box.bottom for box in boxes),
            right=max(box.right for box in boxes),
        ),
        concepts=tuple(sorted(best.values(), key=lambda concept: -concept.value)),
        text="\n".join(texts) or None,
    )
