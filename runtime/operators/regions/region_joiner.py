"""Puts what was found in the crops back onto the regions they were cut from.

Wire the regions that went into *Image crop*, and what a reader or a classifier found in each crop.
A region `plate` whose crop reads `AB 123` becomes a region `plate` with the text `AB 123`; its
place stays. With concepts wired, a crop's concepts replace the region's own, or are added behind
them. Regions whose crop gave nothing stay as they were, unless `keep_unmatched` is off.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeVar

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import All, Concepts, Region, Regions, Text, Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

V = TypeVar("V", bound=Value)


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions that the crops were cut from."})
    texts: All[Text] | None = field(default=None, metadata={"help": "What was read in each crop."})
    concepts: All[Concepts] | None = field(
        default=None, metadata={"help": "What each crop was taken for."}
    )


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The regions with what was found in them."})


class Params(OperatorParams):
    concepts: Literal["replace", "add"] = Field(
        default="replace", description="What a crop's concepts do to the region's own."
    )
    keep_unmatched: bool = Field(
        default=True, description="Whether regions whose crop gave nothing stay."
    )


@operator(
    "region-joiner",
    title="Region joiner",
    group="Edit and filter",
    icon="git-merge",
    summary="{concepts} concepts",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return [_joined(inputs, params) for inputs in batch]


def _joined(inputs: Inputs, params: Params) -> Outputs | Failure:
    if inputs.texts is None and inputs.concepts is None:
        message = "There is nothing to join. Wire texts or concepts that come from the crops."
        return Failure(OperatorFailedError(message, port="texts"))
    texts, concepts = _by_region(inputs.texts), _by_region(inputs.concepts)
    joined = []
    for region in inputs.regions.items:
        filled = _filled(region, texts.get(region.id), concepts.get(region.id), params)
        if filled is not None or params.keep_unmatched:
            joined.append(filled or region)
    return Outputs(replace(inputs.regions, items=tuple(joined)))


def _by_region(gathered: All[V] | None) -> Mapping[str, V]:
    if gathered is None:
        return {}
    return {
        anchor.region.id: value
        for value, anchor in zip(gathered.values, gathered.anchors, strict=True)
        if anchor.region is not None and value is not None
    }


def _filled(
    region: Region, text: Text | None, concepts: Concepts | None, params: Params
) -> Region | None:
    """The region with what its crop gave; None when it gave nothing."""
    raw = text.raw.strip() if text else ""
    found = concepts.items if concepts else ()
    if not raw and not found:
        return None
    own = region.concepts if params.concepts == "add" or not found else ()
    return replace(region, text=raw or region.text, concepts=(*own, *found))
