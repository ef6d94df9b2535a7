"""Lets texts through that are in one of the languages you name.

With `languages` set to `en` and `de`, an English review goes on and a French one comes out at
`others`, so that each can have a path of its own. Languages are two-letter codes. Texts with fewer
than 12 letters, and unclear ones, count as `und`, undetermined: name it to let them through.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import String, Text
from runtime.inference import languages

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to look at."})


@dataclass(frozen=True)
class Outputs:
    text: Text | None = field(metadata={"help": "The text, when its language is named."})
    others: Text | None = field(metadata={"help": "The text, when it is not."})
    language: String = field(metadata={"help": "The language's code, or und."})


class Params(OperatorParams):
    languages: list[str] = Field(
        default_factory=lambda: ["en"], min_length=1, max_length=76,
        description="Two-letter codes of the languages to let through, such as en.",
    )  # fmt: skip
    min_value: float = Field(title="Least score",
        default=0, ge=0, le=1, description="A language found with less confidence counts as und.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip

    @field_validator("languages")
    @classmethod
    def _codes(cls, names: list[str]) -> list[str]:
        codes = [name.strip().lower() for name in names]
        for code in codes:
            if not (code.isascii() and code.isalpha() and (len(code) == 2 or code == "und")):
                raise ValueError(f"{code!r} is no code of a language; write two letters, or und")
        return codes


@operator(
    "language-filter",
    title="Language filter",
    group="Text",
    icon="languages",
    heavy=True,
    available=languages.why_unavailable,
    summary="{languages}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for inputs in batch:
        best = languages.identify(inputs.text.raw)[0]
        code = best.id if best.value >= params.min_value else "und"
        passes = code in params.languages
        outcomes.append(
            Outputs(
                text=inputs.text if passes else None,
                others=None if passes else inputs.text,
                language=String(code),
            )
        )
        context.progress(len(outcomes), len(batch))
    return outcomes
