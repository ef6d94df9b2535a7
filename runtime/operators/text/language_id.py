"""Says which language a text is in.

Knows 75 languages and answers with their two-letter codes, best first: for `¿Dónde está la
biblioteca más cercana?` the output is the concept `es`, Spanish. Texts with fewer than 12 letters,
and texts that two languages fit almost equally, are answered with `und`, undetermined.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concepts, Text
from runtime.inference import languages

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to look at."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(metadata={"help": "Languages with their confidence, best first."})


class Params(OperatorParams):
    topk: int = Field(
        title="Most languages", default=1, ge=1, le=75, description="The most languages to answer."
    )
    threshold: float = Field(title="Least score",
        default=0, ge=0, le=1, description="Languages with less confidence are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    lowercase: bool = Field(
        default=False,
        description="Whether to look at the text in small letters, as for signs in capitals.",
    )


@operator(
    "language-id-operator",
    title="Language identifier",
    group="Text",
    icon="languages",
    heavy=True,
    available=languages.why_unavailable,
    summary="top {topk}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for inputs in batch:
        text = inputs.text.raw.lower() if params.lowercase else inputs.text.raw
        ranked = languages.identify(text)[: params.topk]
        kept = tuple(concept for concept in ranked if concept.value >= params.threshold)
        outcomes.append(Outputs(Concepts(kept)))
        context.progress(len(outcomes), len(batch))
    return outcomes
