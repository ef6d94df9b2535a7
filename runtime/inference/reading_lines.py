"""Pieces of text put in reading order: lines by their places, words by the gaps between them.

Everything is told as if text ran from left to right in lines below one another: the other
directions are turned so before. `along` is the way a line is read, `across` from line to line.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.inference.pixels import Edges

Direction = Literal[
    "left_to_right", "right_to_left", "vertical_top_to_bottom", "vertical_bottom_to_top", "auto"
]

_WORD_GAP = 0.3
"""In widths of a letter; less is no gap between words."""
_MOST_STEPS = 50


@dataclass(frozen=True)
class Piece:
    """A text with its place: `low` and `high` along the line, `near` and `far` across it."""

    text: str
    low: float
    high: float
    near: float
    far: float

    @property
    def along(self) -> float:
        """Its middle in reading direction."""
        return (self.low + self.high) / 2

    @property
    def across(self) -> float:
        """Its middle from line to line."""
        return (self.near + self.far) / 2

    @property
    def length(self) -> float:
        """How much of a line it takes."""
        return self.high - self.low

    @property
    def thickness(self) -> float:
        """How high its line is."""
        return self.far - self.near


def direction_of(boxes: Sequence[Edges]) -> Direction:
    """From left to right when boxes are wider than high on average, else from top to bottom."""
    if not boxes:
        return "left_to_right"
    wide = fmean(right - left for left, _, right, _ in boxes)
    high = fmean(bottom - top for _, top, _, bottom in boxes)
    return "left_to_right" if wide > high else "vertical_top_to_bottom"


def piece(text: str, box: Edges, direction: Direction) -> Piece:
    """A text in its box, turned to be read from left to right."""
    left, top, right, bottom = box
    match direction:
        case "right_to_left":
            return Piece(text, -right, -left, top, bottom)
        case "vertical_top_to_bottom":
            return Piece(text, top, bottom, left, right)
        case "vertical_bottom_to_top":
            return Piece(text, -bottom, -top, -right, -left)
        case _:
            return Piece(text, left, right, top, bottom)


def by_tolerance(
    texts: Sequence[str], boxes: Sequence[Edges], direction: Direction, tolerance: int
) -> list[list[str]]:
    """Lines of pieces that begin at the same height, rounded to a multiple of `tolerance`."""
    upright = direction.startswith("vertical")
    back = direction in {"right_to_left", "vertical_bottom_to_top"}
    lines: dict[int, list[tuple[int, str]]] = {}
    for text, box in zip(texts, boxes, strict=True):
        left, top = round(box[0]), round(box[1])
        along, across = (top, left) if upright else (left, top)
        lines.setdefault(round(across / tolerance), []).append((-along if back else along, text))
    order = sorted(lines, reverse=direction == "vertical_bottom_to_top")
    return [[text for _, text in sorted(lines[key], key=lambda one: one[0])] for key in order]


def by_gaps(pieces: Sequence[Piece], factor: float) -> list[list[list[str]]]:
    """Lines of words of pieces: a gap wider than most gaps of the picture ends a word."""
    lines = [sorted(line, key=lambda one: one.along) for line in _level(pieces)]
    gaps = [[_gap(one, other) for one, other in _neighbours(line)] for line in lines]
    border = _border([gap for line in gaps for gap in line])
    told = []
    for line, between in zip(lines, gaps, strict=True):
        words = [[line[0].text]]
        for one, gap in zip(line[1:], between, strict=True):
            if border is not None and gap > border * factor:
                words.append([one.text])
            else:
                words[-1].append(one.text)
        told.append(words)
    return told


def by_following(pieces: Sequence[Piece], tolerance: float) -> list[list[str]]:
    """Lines in which each piece follows the one before, so that a line may be bent or slanted."""
    left = sorted(pieces, key=lambda one: one.along)
    lines: list[list[Piece]] = []
    while left:
        grown = False
        for line in lines:
            for one in list(left):
                if _follows(line[-1], one, tolerance):
                    line.append(one)
                    left.remove(one)
                    grown = True
        if left and not grown:
            lines.append([left.pop(0)])
    lines.sort(key=lambda line: fmean(one.across for one in line))
    return [[one.text for one in line] for line in lines]


def _follows(one: Piece, other: Piece, tolerance: float) -> bool:
    reach = max(one.thickness, other.thickness) / 2 + tolerance
    return abs(one.across - other.across) < reach and one.along <= other.along


def _level(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Lines: a piece belongs to one when its middle is half a line or less off."""
    reach = median(one.thickness for one in pieces) / 2
    lines: list[list[Piece]] = []
    for one in sorted(pieces, key=lambda piece: piece.across):
        if lines and abs(one.across - fmean(each.across for each in lines[-1])) <= reach:
            lines[-1].append(one)
        else:
            lines.append([one])
    return lines


def _neighbours(line: Sequence[Piece]) -> list[tuple[Piece, Piece]]:
    return list(pairwise(line))


def _gap(one: Piece, other: Piece) -> float:
    """The free room between two pieces, in widths of them."""
    scale = (one.length + other.length) / 2
    return (other.along - one.along - scale) / scale if scale > 0 else 0.0


def _border(gaps: Sequence[float]) -> float | None:
    """What parts gaps within words from gaps between words (Otsu); None when there are no two."""
    import numpy as np

    if len(gaps) < 2:
        return None
    all_gaps = np.array(gaps)
    _, edges = np.histogram(all_gaps, bins=min(_MOST_STEPS, len(gaps)))
    best, border, means = 0.0, 0.0, (0.0, 0.0)
    for at in (edges[:-1] + edges[1:]) / 2:
        below, above = all_gaps[all_gaps <= at], all_gaps[all_gaps > at]
        if not len(below) or not len(above):
            continue
        low, high = float(below.mean()), float(above.mean())
        spread = len(below) * len(above) * (low - high) ** 2
        if spread > best:
            best, border, means = spread, float(at), (low, high)
    wide_enough = means[1] > _WORD_GAP and abs(means[1] - means[0]) > _WORD_GAP
    return border if wide_enough else None
