"""Reads the texts of regions in order and joins them into one.

Letters of a plate found one by one become `AB 123`. Three ways to find the lines: *tolerance* takes
pieces that begin at about the same height for a line, *otsu* also parts words at wide gaps, and
*collimate* follows bent or slanted lines from piece to piece. Lines are parted by a line break, or
by a space where text runs from top to bottom. A region without a text counts with its class's name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Regions, Text
from runtime.inference.agreement import best_name
from runtime.inference.pixels import edges, known_size
from runtime.inference.reading_lines import (
    Direction,
    by_following,
    by_gaps,
    by_tolerance,
    direction_of,
    piece,
)
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.values import Region


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "Letters, words or lines with their places."})


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "All of it as one text."})


class Params(OperatorParams):
    stitching_algorithm: Literal["tolerance", "otsu", "collimate"] = Field(
        default="tolerance", title="Way", description="How lines and words are found."
    )
    reading_direction: Direction = Field(
        default="left_to_right",
        description="Auto reads from left to right when regions are wider than high.",
    )
    tolerance: int = Field(
        default=10, ge=1, le=1_000_000,
        description="For *tolerance*: how many pixels a line may go up and down.",
    )  # fmt: skip
    delimiter: str = Field(default="", max_length=100, description="What stands between pieces.")
    otsu_threshold_multiplier: float = Field(
        default=1, ge=0, le=100, title="Gap factor",
        description="For *otsu*: more takes wider gaps to part two words.",
    )  # fmt: skip
    collimate_tolerance: int = Field(
        default=10, ge=0, le=1_000_000,
        description="For *collimate*: how many pixels the next piece may be off its line.",
    )  # fmt: skip


_FIELDS: dict[str, Wire | Setting] = {
    "predictions": Wire("regions"),
    "reading_direction": Setting("reading_direction", required=True),
    "tolerance": Setting("tolerance"),
    "delimiter": Setting("delimiter"),
}


@operator(
    "text-stitcher",
    title="Text stitcher",
    group="Text",
    icon="scan-text",
    blocks=(
        Block(
            "roboflow_core/stitch_ocr_detections@v2",
            fields={
                **_FIELDS,
                "stitching_algorithm": Setting("stitching_algorithm", required=True),
                "otsu_threshold_multiplier": Setting("otsu_threshold_multiplier"),
                "collimate_tolerance": Setting("collimate_tolerance"),
            },
            outputs={"ocr_text": Out("text", ("string",))},
        ),
        Block(
            "roboflow_core/stitch_ocr_detections@v1",
            fields=_FIELDS,
            outputs={"ocr_text": Out("text", ("string",))},
            fixed={"stitching_algorithm": "tolerance"},
        ),
    ),
    summary="{stitching_algorithm}, {reading_direction}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: Outputs(Text(_read(inputs.regions, params))))


def _read(regions: Regions, params: Params) -> str:
    if not regions.items:
        return ""
    size = known_size(regions)
    texts = [_text(region) for region in regions.items]
    boxes = [edges(region, size) for region in regions.items]
    way = params.reading_direction
    if way == "auto":
        way = direction_of(boxes)
    between = params.delimiter
    end = " " if way.startswith("vertical") else "\n"
    if params.stitching_algorithm == "tolerance":
        lines = by_tolerance(texts, boxes, way, params.tolerance)
        return f"{between}{end}{between}".join(between.join(line) for line in lines)
    pieces = [piece(text, box, way) for text, box in zip(texts, boxes, strict=True)]
    if params.stitching_algorithm == "collimate":
        return end.join(map(between.join, by_following(pieces, params.collimate_tolerance)))
    gap = between or " "
    words = by_gaps(pieces, params.otsu_threshold_multiplier)
    return end.join(gap.join(map(between.join, line)) for line in words)


def _text(region: Region) -> str:
    return region.text if region.text is not None else best_name(region)
