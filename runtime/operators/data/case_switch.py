"""Sends each element one of several ways, by a value: cars here, lorries there, the rest elsewhere.

Write the `cases` in their order; where the value, as text, is the second of them, `case_2` is there
and the others are absent. Where none fits, `otherwise` is there. Let the nodes of each way wait for
its port. Yes and no are `True` and `False` as text, and a number is as it is written: 3 or 3.0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field, model_validator

from runtime.contracts.blocks import Block, CaseSteps, NextSteps, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Value
from runtime.query.asked import failed
from runtime.query.errors import QueryError
from runtime.query.plain import plain_of
from runtime.query.texts import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_CASES = 8


@dataclass(frozen=True)
class Inputs:
    value: Value | None = field(
        default=None, metadata={"help": "What decides; unwired, the value set here."}
    )


@dataclass(frozen=True)
class Outputs:
    case_1: Boolean | None = field(
        default=None, metadata={"help": "Yes where the value is the case 1."}
    )
    case_2: Boolean | None = field(
        default=None, metadata={"help": "Yes where the value is the case 2."}
    )
    case_3: Boolean | None = field(
        default=None, metadata={"help": "Yes where the value is the case 3."}
    )
    case_4: Boolean | None = field(
        default=None, metadata={"help": "Yes where the value is the case 4."}
    )
    case_5: Boolean | None = field(
        default=None, metadata={"help": "Yes where the value is the case 5."}
    )
    case_6: Boolean | None = field(
        default=None, metadata={"help": "Yes where the value is the case 6."}
    )
    case_7: Boolean | None = field(
        default=None, metadata={"help": "Yes where the value is the case 7."}
    )
    case_8: Boolean | None = field(
        default=None, metadata={"help": "Yes where the value is the case 8."}
    )
    otherwise: Boolean | None = field(default=None, metadata={"help": "Yes where no case fits."})


class Params(OperatorParams):
    cases: list[str] = Field(
        default=[], max_length=MOST_CASES, description="The values, each as text, in their order."
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
                "cases": CaseSteps(
                    "cases", tuple(f"case_{number}" for number in range(1, MOST_CASES + 1))
                ),
                "case_insensitive": Setting("ignore_case"),
                "default_next_steps": NextSteps("otherwise"),
            },
            names=("SwitchCase",),
        ),
    ),
)
def run(
    batch: Sequence[Inputs], params: Params, context: Context
) -> list[Outputs | Failure | None]:
    ways = {_folded(case, params): f"case_{place}" for place, case in enumerate(params.cases, 1)}
    outcomes: list[Outputs | Failure | None] = []
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
