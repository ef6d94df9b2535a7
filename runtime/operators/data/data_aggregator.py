"""Sums up what comes along, and tells it once in so many runs, seconds, minutes or hours.

Wire the values to `data`, each wire with a name; `data_operations` may work on a value before. In
`modes` say for each name what to tell: `sum`, `avg`, `max`, `min`, `count`, `distinct`,
`count_distinct`, `values_counts` or `values_difference`. The first of them comes out at `result_1`
and so on, in the order of the modes; until it is time, all are absent. Along a video its own time
counts, otherwise the clock does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, field_validator

from runtime.contracts.blocks import Block, Named, Setting, Wires
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Many, Value
from runtime.query.asked import (
    Constants,
    ValueOperations,
    chains,
    failed,
    named,
    worked_on,
)
from runtime.query.errors import QueryError
from runtime.query.gathering import WAYS, Gathered
from runtime.query.moments import moment, shared
from runtime.query.numbered import numbered_outputs, ports
from runtime.query.plain import value_from

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RESULTS = ports("result", 12)
SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600}
Way = Literal[
    "sum", "avg", "max", "min", "count", "distinct", "count_distinct", "values_counts",
    "values_difference",
]  # fmt: skip


@dataclass(frozen=True)
class Inputs:
    data: Many[Value] = field(metadata={"help": "The values, each under the name of its wire."})


Outputs = numbered_outputs(__name__, RESULTS, "What is told in place", entry_of="modes")


class Params(OperatorParams):
    modes: dict[str, list[Way]] = Field(
        default={}, max_length=len(RESULTS), description="What to tell of each value, by name."
    )
    interval: int = Field(default=1, ge=1, le=1_000_000, description="How often it is told.")
    unit: Literal["seconds", "minutes", "hours", "runs"] = Field(
        default="seconds", description="What the interval counts."
    )
    constants: Constants = {}
    data_operations: ValueOperations = {}

    @field_validator("modes")
    @classmethod
    def _few(cls, modes: dict[str, list[Way]]) -> dict[str, list[Way]]:
        if sum(map(len, modes.values())) > len(RESULTS):
            message = f"at most {len(RESULTS)} results can be told"
            raise ValueError(message)
        return modes


@dataclass
class _State:
    """What came since the last answer."""

    gathered: dict[str, Gathered] = field(default_factory=dict)
    runs: int = 0
    since: float | None = None

    def as_json(self) -> Any:
        told = {name: one.as_json() for name, one in self.gathered.items()}
        return [told, self.runs, self.since]

    def from_json(self, stored: Any) -> None:
        told, self.runs, self.since = stored
        self.gathered = {name: Gathered.from_json(one) for name, one in told.items()}


def _told(fields: Mapping[str, Any]) -> list[str]:
    modes = fields.get("aggregation_mode")
    if not isinstance(modes, dict):
        return []
    return [
        f"{name}_{way}"
        for name, ways in modes.items()
        if isinstance(ways, list)
        for way in ways
        if way in WAYS
    ]


@operator(
    "data-aggregator",
    title="Data aggregator",
    group="Video",
    icon="sigma",
    keeps_state=True,
    summary="every {interval} {unit}",
    blocks=(
        Block(
            "roboflow_core/data_aggregator@v1",
            {
                "data": Wires("data"),
                "data_operations": Setting("data_operations"),
                "aggregation_mode": Setting("modes", required=True),
                "interval_unit": Setting("unit"),
                "interval": Setting("interval", required=True),
            },
            named=Named(_told, RESULTS),
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Any | Failure]:
    operations = chains(params.data_operations)
    outcomes: list[Any | Failure] = []
    for index, inputs in enumerate(batch):
        place = context.place(index)
        state = context.of_stream(shared(place), _State)
        now = moment(place)
        if state.since is None:
            state.since = now
        try:
            values = worked_on(named(inputs.data, params.constants), operations).values
            outcomes.append(_taken(state, values, params, now))
        except QueryError as error:
            outcomes.append(failed(error, "modes"))
    return outcomes


def _taken(state: _State, values: Mapping[str, Any], params: Params, now: float) -> Any:
    state.runs += 1
    for name, ways in params.modes.items():
        if name in values:
            state.gathered.setdefault(name, Gathered()).take(values[name], set(ways))
    if not _is_time(state, params, now):
        return Outputs()
    told = [
        value_from(state.gathered.get(name, Gathered()).answer(way))
        for name, ways in params.modes.items()
        for way in ways
    ]
    state.gathered, state.runs, state.since = {}, 0, now
    return Outputs(**dict(zip(RESULTS, told, strict=False)))


def _is_time(state: _State, params: Params, now: float) -> bool:
    if params.unit == "runs":
        return state.runs >= params.interval
    return now - (state.since or 0) >= params.interval * SECONDS[params.unit]
