"""Finds lines of text, without reading them.

Each line becomes a region with a tilted polygon round it, in reading order: top to bottom, then
left to right. For a letter with twelve lines the output holds twelve regions of class `text`. Wire
them to *Image crop* to cut the lines out, or to *Region thresholder* to keep the clear ones. To
read the text itself use *Optical character recogniser*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Box, Concept, Image, Region, Regions
from runtime.inference import manifests

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to search."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "One region per line of text, in reading order."})


class Params(OperatorParams):
    min_value: float = Field(title="Least score",
        default=0.5, ge=0, le=1, description="Lines with a lower score are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


def _why_not() -> str | None:
    return manifests.why_unavailable("ppocr-v6-text-detector")


@operator(
    "text-detector",
    title="Text detector",
    group="Models",
    icon="scan-text",
    task="text-detect",
    default_model="ppocr-v6-text-detector",
    heavy=True,
    available=_why_not,
    summary="score over {min_value}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference import text_lines

    model = context.require_model()
    outcomes = []
    for inputs in batch:
        found = text_lines.find(
            model, inputs.image, min_score=params.min_value, cancel=context.cancel
        )
        pairs = zip(found.quads.tolist(), found.scores.tolist(), strict=True)
        regions = (_region(f"r{i}", quad, score) for i, (quad, score) in enumerate(pairs, 1))
        outcomes.append(Outputs(Regions(tuple(regions), inputs.image.placement)))
        context.progress(len(outcomes), len(batch))
    return outcomes


def _region(region_id: str, quad: list[list[float]], score: float) -> Region:
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    return Region(
        id=region_id,
        box=Box(top=min(ys), left=min(xs), bottom=max(ys), right=max(xs)),
        concepts=(Concept("text", "text", min(1.0, score)),),
        polygon=tuple((x, y) for x, y in quad),
    )
