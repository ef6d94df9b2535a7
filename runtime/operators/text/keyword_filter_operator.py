"""Finds keywords in a text and answers with them as concepts.

With the keywords `refund` and `invoice`, the text `Where is my REFUND?` is answered with the
concept `refund` and score 1. Words are compared without regard to case, and whole: `refund` is not
found in `refunded` unless `whole_words` is off. A keyword may be several words, such as `late
delivery`; any white space between them fits. Wire the concepts to *Input filter* to let only such
texts through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concept, Concepts, Number, Text

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to search."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(metadata={"help": "The keywords found, in the order of the list."})
    count: Number = field(metadata={"help": "How often keywords occur in all."})


class Params(OperatorParams):
    keywords: list[str] = Field(
        default_factory=list, max_length=1000, description="The words to look for."
    )
    ignore_case: bool = Field(default=True, description="Whether A and a are the same.")
    whole_words: bool = Field(
        default=True, description="Whether a keyword has to stand alone, not inside a longer word."
    )

    @field_validator("keywords")
    @classmethod
    def _with_letters(cls, keywords: list[str]) -> list[str]:
        if any(not keyword.strip() or len(keyword) > 200 for keyword in keywords):
            raise ValueError("each keyword has 1 to 200 characters, not only white space")
        return keywords


@operator(
    "keyword-filter-operator",
    title="Keyword finder",
    group="Text",
    icon="key",
    aliases=("KeywordFilter", "keyword-filter"),
    summary="{keywords}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    wanted = [(name, _pattern(name, params)) for name in dict.fromkeys(params.keywords)]
    return [_found(inputs.text.raw, wanted) for inputs in batch]


def _pattern(keyword: str, params: Params) -> re.Pattern[str]:
    """Literal words, so that the time it takes grows with the text's length only."""
    body = r"\s+".join(re.escape(word) for word in keyword.split())
    if params.whole_words:
        body = rf"(?<!\w){body}(?!\w)"
    return re.compile(body, re.IGNORECASE if params.ignore_case else 0)


def _found(text: str, wanted: Sequence[tuple[str, re.Pattern[str]]]) -> Outputs:
    counts = [(name, sum(1 for _ in pattern.finditer(text))) for name, pattern in wanted]
    concepts = tuple(Concept(name, name, 1.0) for name, count in counts if count)
    return Outputs(Concepts(concepts), Number(sum(count for _, count in counts)))
