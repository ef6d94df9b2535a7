r"""Gives a text concepts when a pattern fits it.

The pattern is a regular expression, looked for anywhere in the text. With the pattern
`\b[A-Z]{2}\d{6}\b` and the concept `order number`, the text `See AB123456` is answered with the
concept `order number` and score 1; a text without such a number has no concepts. Start with `^` and
end with `$` to test the whole text. A pattern that takes too long on a text fails that text only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Concept, Concepts, Text
from runtime.inference import patterns

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to test."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(
        metadata={"help": "The concepts, each with score 1; none when the pattern does not fit."}
    )
    matched: Boolean = field(metadata={"help": "Whether the pattern fits."})


class Params(OperatorParams):
    regex: str = Field(title="Pattern",
        default=r"\d+", min_length=1, max_length=patterns.MAX_PATTERN_LENGTH,
        description="A regular expression, looked for anywhere in the text.",
    )  # fmt: skip
    concepts: list[str] = Field(
        default_factory=lambda: ["match"], min_length=1, max_length=100,
        description="The concepts of a text that the pattern fits.",
    )  # fmt: skip
    ignore_case: bool = Field(default=False, description="Whether A and a are the same.")

    @field_validator("regex")
    @classmethod
    def _readable(cls, regex: str) -> str:
        reason = patterns.why_bad(regex)
        if reason:
            raise ValueError(reason)
        return regex


@operator(
    "regex-based-classifier",
    title="Pattern classifier",
    group="Text",
    icon="regex",
    aliases=("RegexBasedClassifier",),
    heavy=True,
    summary="{regex}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    texts = [inputs.text.raw for inputs in batch]
    answers = patterns.find(
        params.regex, texts, ignore_case=params.ignore_case, limit=1, cancel=context.cancel
    )
    named = Concepts(tuple(Concept(name, name, 1.0) for name in dict.fromkeys(params.concepts)))
    return [
        Outputs(named if answer else Concepts(), Boolean(bool(answer)))
        if isinstance(answer, list)
        else Failure(answer)
        for answer in answers
    ]
