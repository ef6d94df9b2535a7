"""Sends each element one of several ways, by a value: cars here, lorries there, the rest elsewhere.

Write the `cases` in their order; where the value, as text, is the second of them, `case_2` is there
and the others are absent. Where none fits, `otherwise` is there. Let the nodes of each way wait for
its port. Yes and no are `True` and `False` as text, and a number is as it is written: 3 or 3.0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field, model_validator

from runtime.contracts.blocks import Block, CaseSteps, NextSteps, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Boolean, Value
from runtime.query.asked import failed
from runtime.query.errors import QueryError
from runtime.query.numbered import numbered_outputs, ports
from runtime.query.plain import plain_of
from runtime.query.texts import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

CASES = ports("case", 20)
"""As many as a workflow may have nodes."""


@dataclass(frozen=True)
class Inputs:
    value: Value | None = field(
        default=None, metadata={"help": "What decides; unwired, the value set here."}
    )


Outputs = numbered_outputs(
    __name__, CASES, "Yes where the value is the case", entry_of="cases", kind=Boolean,
    otherwise=(Boolean | None, "Yes where no case fits."),
)  # fmt: skip


class Params(OperatorParams):
    cases: list[str] = Field(
        default=[], max_length=len(CASES), description="The values, each as text, in their order."
    )
    ignore_case: bool = Field(
        default=False, description="Whether capital and small letters are the same."
    )
    given: str | float | bool | None = Field(
        default=None, description="The value where none is wired."
    )

    @model_validator(mode="after")
    def _different(self) -> Params:
        known = [_folded(case, self) for case in self.cases]
        if len(set(known)) < len(known):
            message = "two cases are the same; write each once"
            raise ValueError(message)
        return self


@operator(
    "case-switch",
    title="Switch",
    group="Logic",
    icon="split",
    blocks=(
        Block(
            "roboflow_core/switch_case@v1",
            {
                "value": Wire("value", literal="given", required=True),
                "cases": CaseSteps("cases", CASES),
                "case_insensitive": Setting("ignore_case"),
                "default_next_steps": NextSteps("otherwise"),
            },
            names=("SwitchCase",),
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Any]:
    ways = {_folded(case, params): f"case_{place}" for place, case in enumerate(params.cases, 1)}
    outcomes: list[Any] = []
    for inputs in batch:
        value = params.given if inputs.value is None else plain_of(inputs.value)
        if value is None:
            outcomes.append(None)
            continue
        try:
            taken = ways.get(_folded(as_text(value), params), "otherwise")
        except QueryError as error:
            outcomes.append(failed(error, "cases"))
        else:
            outcomes.append(Outputs(**{taken: Boolean(True)}))  # noqa: FBT003 - a value
    return outcomes


def _folded(text: str, params: Params) -> str:
    return text.lower() if params.ignore_case else text
