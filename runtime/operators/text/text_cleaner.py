"""Tidies a text: white space, letters, accents, marks.

As it stands, a text with wide letters, ligatures, invisible marks and runs of white space comes
out in ordinary letters with one space between words. With `case` set to lower, `remove_accents`
and `remove_punctuation` on, `Déjà-vu, OK!` becomes `deja vu ok`, which suits comparing and
counting words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_CASES = {"lower": str.lower, "upper": str.upper, "title": str.title}


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to tidy."})


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "The tidy text."})


class Params(OperatorParams):
    white_space: Literal["one line", "keep lines", "keep"] = Field(
        default="one line",
        description="Make one line of it, tidy each line for itself, or leave it as it is.",
    )
    case: Literal["keep", "lower", "upper", "title"] = Field(
        default="keep", description="How letters are written."
    )
    normalize: bool = Field(
        title="Ordinary letters", default=True,
        description="Whether wide letters, ligatures and the like become ordinary ones.",
    )  # fmt: skip
    remove_accents: bool = Field(default=False, description="Whether é becomes e.")
    remove_punctuation: bool = Field(
        default=False, description="Whether punctuation becomes white space."
    )


@operator(
    "text-cleaner",
    title="Text cleaner",
    group="Text",
    icon="wand-sparkles",
    summary="{white_space}, {case} case",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [Outputs(Text(_clean(inputs.text.raw, params))) for inputs in batch]


def _clean(text: str, params: Params) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if params.normalize:
        text = unicodedata.normalize("NFKC", text)
    if params.remove_accents:
        parts = unicodedata.normalize("NFD", text)
        bare = "".join(letter for letter in parts if unicodedata.category(letter) != "Mn")
        text = unicodedata.normalize("NFC", bare)
    if params.remove_punctuation:
        text = "".join(" " if unicodedata.category(mark)[0] == "P" else mark for mark in text)
    if params.white_space != "keep":
        text = "".join(mark for mark in text if _visible(mark))
        if params.white_space == "one line":
            text = " ".join(text.split())
        else:
            lines = (" ".join(line.split()) for line in text.split("\n"))
            text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return _CASES[params.case](text) if params.case != "keep" else text


def _visible(mark: str) -> bool:
    """Not a control or an invisible mark; joiners that shape letters and emoji stay."""
    return (
        mark.isspace() or mark in "\u200c\u200d" or unicodedata.category(mark) not in ("Cc", "Cf")
    )
