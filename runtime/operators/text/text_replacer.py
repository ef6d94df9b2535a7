r"""Replaces words or patterns in a text.

With `find` set to `colour` and `replacement` to `color`, `The colour` becomes `The color`. As a
pattern, `find` is a regular expression and the replacement may name its groups: `(\w+)@(\w+)` and
`\2 of \1` turn `ann@home` into `home of ann`. An empty replacement removes what was found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from pydantic import Field, model_validator

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Text
from runtime.inference import patterns

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to change."})


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "The changed text."})


class Params(OperatorParams):
    find: str = Field(
        default=" ", min_length=1, max_length=patterns.MAX_PATTERN_LENGTH,
        description="What to look for.",
    )  # fmt: skip
    replacement: str = Field(
        default="", max_length=1000, description="What to put there; empty to remove it."
    )
    is_pattern: bool = Field(
        title="As a pattern", default=False, description="Whether to read it as a pattern."
    )
    ignore_case: bool = Field(default=False, description="Whether A and a are the same.")

    @model_validator(mode="after")
    def _readable(self) -> Self:
        if self.is_pattern:
            reason = patterns.why_bad(self.find) or patterns.why_bad_replacement(
                self.find, self.replacement
            )
            if reason:
                raise ValueError(reason)
        return self


@operator(
    "text-replacer",
    title="Text replacer",
    group="Text",
    icon="replace",
    heavy=True,
    summary="{find} by {replacement}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    literal = not params.is_pattern
    answers = patterns.replace(
        re.escape(params.find) if literal else params.find,
        params.replacement.replace("\\", r"\\") if literal else params.replacement,
        [inputs.text.raw for inputs in batch],
        ignore_case=params.ignore_case,
        cancel=context.cancel,
    )
    return [
        Outputs(Text(answer)) if isinstance(answer, str) else Failure(answer) for answer in answers
    ]
