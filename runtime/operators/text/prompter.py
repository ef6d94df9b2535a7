"""Puts a text into a template.

Every `{data.text.raw}` in the template is replaced by the text that comes in. With the template
`Translate into Spanish: {data.text.raw}` and the text `Good morning`, the output is `Translate
into Spanish: Good morning`. When concepts are wired, `{data.concepts}` becomes their names with
commas between, and `{data.concepts[0].name}` the name of the first. Other braces stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concepts, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT_SLOT = "{data.text.raw}"
_SLOTS = re.compile(r"\{data\.(?:text\.raw|concepts(?:\[(\d{1,4})\]\.name)?)\}")


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to put into the template."})
    concepts: Concepts | None = field(
        default=None, metadata={"help": "Names to put into the template, best first."}
    )


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "The filled template."})


class Params(OperatorParams):
    prompt_template: str = Field(title="Template",
        default=TEXT_SLOT, min_length=1, max_length=20_000,
        description="The template; it has to hold {data.text.raw}.",
        json_schema_extra={"widget": "textarea"},
    )  # fmt: skip

    @field_validator("prompt_template")
    @classmethod
    def _holds_the_text(cls, template: str) -> str:
        if TEXT_SLOT not in template:
            message = f"the template has to hold {TEXT_SLOT}, where the text goes"
            raise ValueError(message)
        return template


@operator(
    "prompter",
    title="Prompter",
    group="Text",
    icon="message-square-text",
    aliases=("Prompter",),
    summary="{prompt_template}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [Outputs(Text(_filled(params.prompt_template, inputs))) for inputs in batch]


def _filled(template: str, inputs: Inputs) -> str:
    """All slots in one pass, so that a slot inside the text itself is left alone."""
    names = [concept.name for concept in inputs.concepts.items] if inputs.concepts else []

    def value(slot: re.Match[str]) -> str:
        if slot[0] == TEXT_SLOT:
            return inputs.text.raw
        if slot[1] is None:
            return ", ".join(names)
        at = int(slot[1])
        return names[at] if at < len(names) else ""

    return _SLOTS.sub(value, template)
