"""Puts the texts of regions together in reading order.

Regions on one line, such as the words of a reader, are joined with a space, lines with a line
break: words `Mind`, `the`, `step` side by side and `Floor 2` under them become `Mind the step`,
newline, `Floor 2`. Two regions are on one line when their middles lie closer than
`avg_word_height_window_factor` times the average height. A gap along a line wider than
`avg_word_width_window_factor` times the average width starts a new line, so that columns stay
apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import List, Region, Regions, Text

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "Regions with text."})


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "All texts, line by line."})
    lines: List = field(metadata={"help": "The lines, from top to bottom."})


class Params(OperatorParams):
    avg_word_width_window_factor: float = Field(title="Widest gap in a line",
        default=2.0, gt=0, le=100,
        description="A wider gap starts a new line, in average widths of a region.",
    )  # fmt: skip
    avg_word_height_window_factor: float = Field(title="Most offset in a line",
        default=0.5, gt=0, le=10,
        description="How far middles on one line lie apart, in average heights of a region.",
    )  # fmt: skip


@operator(
    "text-aggregation-operator",
    title="Text aggregator",
    group="Text",
    icon="combine",
    aliases=("TextAggregation",),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for inputs in batch:
        lines = _lines([region for region in inputs.regions.items if region.text], params)
        outcomes.append(Outputs(Text("\n".join(lines)), List(tuple(lines))))
    return outcomes


def _lines(regions: list[Region], params: Params) -> list[str]:
    if not regions:
        return []
    boxes = [region.box for region in regions]
    high = sum(box.bottom - box.top for box in boxes) / len(boxes)
    wide = sum(box.right - box.left for box in boxes) / len(boxes)
    lines: list[str] = []
    for row in _rows(regions, high * params.avg_word_height_window_factor):
        words: list[str] = []
        end = row[0].box.left
        for region in row:
            if words and region.box.left - end > wide * params.avg_word_width_window_factor:
                lines.append(" ".join(words))
                words = []
            words.append(region.text or "")
            end = region.box.right
        lines.append(" ".join(words))
    return lines


def _rows(regions: list[Region], offset: float) -> list[list[Region]]:
    """Rows from top to bottom, each from left to right."""
    rows: list[list[Region]] = []
    for region in sorted(regions, key=_middle):
        if rows and _middle(region) - _middle(rows[-1][-1]) <= offset:
            rows[-1].append(region)
        else:
            rows.append([region])
    return [sorted(row, key=lambda region: region.box.left) for row in rows]


def _middle(region: Region) -> float:
    return (region.box.top + region.box.bottom) / 2
