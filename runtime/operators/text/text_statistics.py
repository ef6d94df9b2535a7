"""Counts the characters, words, sentences and lines of a text.

For `It rains. Take a coat.` there are 22 characters, 5 words, 2 sentences and 1 line, and the
longest word has 5 letters. The same numbers come as JSON, for a table or a condition: wire
`words` to *Compare* to find texts that are too short.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Json, Number, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"\w+(?:['\u2019-]\w+|[.,]\d+)*")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|[。\uff01\uff1f]+")


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to measure."})


@dataclass(frozen=True)
class Outputs:
    characters: Number = field(metadata={"help": "Characters, white space included."})
    words: Number = field(metadata={"help": "Words; a hyphened one counts once."})
    sentences: Number = field(metadata={"help": "Sentences, an unfinished last one included."})
    lines: Number = field(metadata={"help": "Lines that are not empty."})
    json: Json = field(metadata={"help": "All numbers, with the longest word and the mean length."})


class Params(OperatorParams):
    pass


@operator("text-statistics", title="Text statistics", group="Text", icon="chart-bar")
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [_measured(inputs.text.raw) for inputs in batch]


def _measured(text: str) -> Outputs:
    words = _WORD.findall(text)
    parts = _SENTENCE_END.split(text)
    sentences = sum(1 for part in parts if _WORD.search(part))
    lines = sum(1 for line in text.splitlines() if line.strip())
    lengths = [len(word) for word in words]
    numbers = {
        "characters": len(text),
        "words": len(words),
        "sentences": sentences,
        "lines": lines,
        "longest_word": max(lengths, default=0),
        "mean_word_length": round(sum(lengths) / len(lengths), 2) if lengths else 0,
    }
    return Outputs(
        Number(len(text)), Number(len(words)), Number(sentences), Number(lines), Json(numbers)
    )
