"""Splits a text into pieces, and what follows runs once for each.

By sentences, `It rains. Take a coat.` gives the pieces `It rains.` and `Take a coat.` With `size` 2
two sentences make one piece; `overlap` says how many of them the next piece repeats, which keeps
the sense of long texts that a model reads in parts. Words and characters are split the same way:
words by 200 with overlap 20 are chunks for search. Join the pieces again with *Text joiner*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, model_validator

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.limits import MAX_ELEMENTS_PER_NODE
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Anchor, Each, List, Number, Text
from runtime.media.sentence_breaks import SENTENCE_BREAK

if TYPE_CHECKING:
    from collections.abc import Sequence

_BREAKS = {
    "sentences": SENTENCE_BREAK,
    "lines": re.compile(r"\r\n|\r|\n"),
    "paragraphs": re.compile(r"\n[ \t\r]*\n\s*"),
    "words": re.compile(r"\s+"),
}
_GLUE = {"sentences": " ", "lines": "\n", "paragraphs": "\n\n", "words": " ", "characters": ""}


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to split."})


@dataclass(frozen=True)
class Outputs:
    texts: Each[Text] = field(metadata={"help": "One text per piece, in their order."})
    pieces: List = field(metadata={"help": "The pieces as one list."})
    count: Number = field(metadata={"help": "How many pieces there are."})


class Params(OperatorParams):
    by: Literal["sentences", "lines", "paragraphs", "words", "characters"] = Field(
        default="sentences", description="What a piece is made of."
    )
    size: int = Field(default=1, ge=1, le=100_000, description="How many of them make one piece.")
    overlap: int = Field(
        default=0, ge=0, le=99_999, description="How many of them the next piece repeats."
    )

    @model_validator(mode="after")
    def _moves_on(self) -> Self:
        if self.overlap >= self.size:
            raise ValueError("overlap has to be smaller than size, or the pieces never move on")
        return self


@operator(
    "text-splitter",
    title="Text splitter",
    group="Text",
    icon="split",
    summary="{size} {by} a piece",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return [_split(inputs.text.raw, params) for inputs in batch]


def _split(text: str, params: Params) -> Outputs | Failure:
    units = list(text) if params.by == "characters" else _units(text, _BREAKS[params.by])
    step = params.size - params.overlap
    last = max(1, len(units) - params.overlap)
    starts = range(0, last, step) if units else range(0)
    if len(starts) > MAX_ELEMENTS_PER_NODE:
        message = (
            f"The text would give {len(starts)} pieces; at most {MAX_ELEMENTS_PER_NODE} are "
            "allowed. Raise size, or split by something longer."
        )
        return Failure(OperatorFailedError(message, param="size"))
    glue = _GLUE[params.by]
    pieces = tuple(glue.join(units[start : start + params.size]) for start in starts)
    each = Each(tuple(map(Text, pieces)), tuple(Anchor() for _ in pieces))
    return Outputs(each, List(pieces), Number(len(pieces)))


def _units(text: str, breaks: re.Pattern[str]) -> list[str]:
    """What lies between the breaks, trimmed; closing quotes stay with their sentence."""
    units, at = [], 0
    for found in breaks.finditer(text):
        units.append(text[at : found.start()] + found[0].strip())
        at = found.end()
    units.append(text[at:])
    return [unit.strip() for unit in units if unit.strip()]
