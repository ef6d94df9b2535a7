"""Keeps regions by class, size, place and text.

Every condition that is set has to hold. With `classes` set to `person` and `min_area` 0.01, people
that cover at least 1 in 100 of the picture stay. Sizes and places are shares of the picture:
`from_x` 0 and `to_x` 0.5 keep regions whose middle lies in the left half. What does not pass comes
out at `others`, so that nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, model_validator

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Region, Regions
from runtime.inference import places

if TYPE_CHECKING:
    from collections.abc import Sequence

_BOUNDS = (
    ("min_area", "max_area"), ("min_width", "max_width"), ("min_height", "max_height"),
    ("from_x", "to_x"), ("from_y", "to_y"),
)  # fmt: skip


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions to sort out."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The regions that pass, in their order."})
    others: Regions = field(metadata={"help": "The regions that do not."})


def _share(default: float, description: str) -> float:
    share: float = Field(default=default, ge=0, le=1, description=description)
    return share


class Params(OperatorParams):
    classes: list[str] = Field(
        default_factory=list, max_length=1000,
        description="Classes to keep, or to drop; empty for all.",
        json_schema_extra={"widget": "classes"},
    )  # fmt: skip
    mode: Literal["keep", "drop"] = Field(
        default="keep", description="What happens to regions of these classes."
    )
    text: Literal["any", "with text", "without text"] = Field(
        default="any", description="Whether a region needs text."
    )
    min_area: float = _share(0, "Least share of the picture it covers.")
    max_area: float = _share(1, "Largest share of the picture it covers.")
    min_width: float = _share(0, "Least width, as a share of the picture's.")
    max_width: float = _share(1, "Largest width, as a share of the picture's.")
    min_height: float = _share(0, "Least height, as a share of the picture's.")
    max_height: float = _share(1, "Largest height, as a share of the picture's.")
    from_x: float = _share(0, "Its middle lies right of this: 0 left edge, 1 right edge.")
    to_x: float = _share(1, "Its middle lies left of this.")
    from_y: float = _share(0, "Its middle lies below this: 0 top edge, 1 bottom edge.")
    to_y: float = _share(1, "Its middle lies above this.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for low, high in _BOUNDS:
            if getattr(self, low) > getattr(self, high):
                raise ValueError(f"{low} is larger than {high}, so nothing could pass")
        return self


@operator(
    "region-filter",
    title="Region filter",
    group="Edit and filter",
    icon="filter",
    summary="{mode} {classes}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for inputs in batch:
        passed = [_passes(region, params) for region in inputs.regions.items]
        pairs = list(zip(inputs.regions.items, passed, strict=True))
        outcomes.append(
            Outputs(
                replace(inputs.regions, items=tuple(one for one, stays in pairs if stays)),
                replace(inputs.regions, items=tuple(one for one, stays in pairs if not stays)),
            )
        )
    return outcomes


def _passes(region: Region, params: Params) -> bool:
    if params.classes:
        names = {name for concept in region.concepts for name in (concept.id, concept.name)}
        if bool(names & set(params.classes)) != (params.mode == "keep"):
            return False
    if params.text != "any" and bool(region.text) != (params.text == "with text"):
        return False
    box = region.box
    x, y = places.centre(box)
    measures = (places.area(box), box.right - box.left, box.bottom - box.top, x, y)
    return all(
        getattr(params, low) <= measure <= getattr(params, high)
        for measure, (low, high) in zip(measures, _BOUNDS, strict=True)
    )
