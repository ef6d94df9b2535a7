r"""Takes what fits a pattern out of a text.

With the pattern `(?P<day>\d+)\.(?P<month>\d+)\.` and the text `From 3.5. to 9.5.` the first
match is the text `3.5.`, the list holds `3.5.` and `9.5.`, and the table has one row for each match
with the columns `match`, `day` and `month`. Unnamed groups give columns `1`, `2` and so on. Without
a match the text is absent, and what follows it does not run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import List, Number, Table, Text
from runtime.inference import patterns

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to search."})


@dataclass(frozen=True)
class Outputs:
    text: Text | None = field(metadata={"help": "The first match; absent when there is none."})
    matches: List = field(metadata={"help": "All matches, in their order."})
    table: Table = field(metadata={"help": "One row per match, one column per group."})
    count: Number = field(metadata={"help": "How many matches there are."})


class Params(OperatorParams):
    regex: str = Field(title="Pattern",
        default=r"\d+", min_length=1, max_length=patterns.MAX_PATTERN_LENGTH,
        description="A regular expression, looked for anywhere in the text.",
    )  # fmt: skip
    ignore_case: bool = Field(default=False, description="Whether A and a are the same.")
    max_matches: int = Field(title="Most matches",
        default=100, ge=1, le=patterns.MAX_MATCHES, description="The most matches to answer.",
    )  # fmt: skip

    @field_validator("regex")
    @classmethod
    def _readable(cls, regex: str) -> str:
        reason = patterns.why_bad(regex)
        if reason:
            raise ValueError(reason)
        return regex


@operator(
    "regex-extractor",
    title="Pattern extractor",
    group="Text",
    icon="text-search",
    heavy=True,
    summary="{regex}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    answers = patterns.find(
        params.regex,
        [inputs.text.raw for inputs in batch],
        ignore_case=params.ignore_case,
        limit=params.max_matches,
        cancel=context.cancel,
    )
    names = patterns.group_names(params.regex)
    return [
        _outputs(answer, names) if isinstance(answer, list) else Failure(answer)
        for answer in answers
    ]


def _outputs(found: list[patterns.Match], names: tuple[str, ...]) -> Outputs:
    return Outputs(
        text=Text(found[0].text) if found else None,
        matches=List(tuple(match.text for match in found)),
        table=Table(("match", *names), tuple((match.text, *match.groups) for match in found)),
        count=Number(len(found)),
    )
