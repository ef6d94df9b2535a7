"""Tells which embeddings lie apart from the last ones.

The mean direction of the last `window` embeddings, this one among them, is where most of them
point. `rank` says which share of them is further off than this one: 0 for the one that is furthest
off. With `rare` 0.05 it is `unusual` below 0.05, and also above 0.95, where it is suspiciously
close to the middle. The first ones, `warmup` of them, only teach. The last ones are remembered
along a video, and along the calls of a session.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from pydantic import Field

from runtime.contracts.arrays import array_as_json, array_from_json
from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Embeddings, Number
from runtime.inference.running import same_length, unit_vector
from runtime.media.per_picture import per_picture
from runtime.query.moments import shared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.inference.running import Vector


@dataclass(frozen=True)
class Inputs:
    embeddings: Embeddings = field(metadata={"help": "One embedding after another."})


@dataclass(frozen=True)
class Outputs:
    unusual: Boolean = field(metadata={"help": "Whether it lies apart from the others."})
    rank: Number = field(metadata={"help": "The share of the last ones further off, 0 to 1."})
    warming_up: Boolean = field(metadata={"help": "Whether it is one of the first."})


class Params(OperatorParams):
    rare: float = Field(
        default=0.05, ge=0, le=1, title="Rarest share",
        description="The share at either end that counts as unusual.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    warmup: int = Field(default=3, ge=0, le=1_000_000, description="How many at first only teach.")
    window: int = Field(default=32, ge=1, le=1000, description="How many of the last count.")


@dataclass
class _Last:
    """The last directions along one stream, and how many came in all."""

    count: int = 0
    directions: Vector | None = None

    def as_json(self) -> dict[str, Any]:
        """For the next call of a session."""
        last = None if self.directions is None else array_as_json(self.directions)
        return {"count": self.count, "directions": last}

    def from_json(self, stored: dict[str, Any]) -> None:
        """Go on."""
        self.count = stored["count"]
        last: Any = stored["directions"]
        self.directions = None if last is None else cast("Vector", array_from_json(last))


def _window(written: Any) -> Any:
    return 32 if written is None else written


@operator(
    "embedding-outlier",
    title="Embedding outlier",
    group="Measure",
    icon="chart-scatter",
    keeps_state=True,
    summary="rarest {rare} of {window}",
    blocks=(
        Block(
            "roboflow_core/identify_outliers@v1",
            {
                "embedding": Wire("embeddings"),
                "threshold_percentile": Setting("rare"),
                "warmup": Setting("warmup"),
                "window_size": Setting("window", read=_window, write=_window),
            },
            {
                "is_outlier": Out("unusual", ("boolean",)),
                "percentile": Out("rank", ("float_zero_to_one",)),
                "warming_up": Out("warming_up", ("boolean",)),
            },
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    numbered = list(enumerate(batch))
    return per_picture(
        numbered, context, lambda one: _judged(one[1].embeddings, one[0], params, context)
    )


def _judged(embeddings: Embeddings, index: int, params: Params, context: Context) -> Outputs:
    import numpy as np

    last = context.of_stream(shared(context.place(index)), _Last)
    vector = unit_vector(embeddings)
    same_length(vector, last.directions)
    last.count += 1
    before = [] if last.directions is None else list(last.directions)
    last.directions = np.array([*before, vector][-params.window :])
    if last.count < params.warmup:
        return Outputs(Boolean(value=False), Number(0.5), Boolean(value=True))
    middle = last.directions.sum(axis=0)
    length = np.linalg.norm(middle)
    middle = middle / length if length and len(last.directions) > 1 else vector
    near = np.einsum("ij,j->i", last.directions, middle)
    rank = int((near < near[-1]).sum()) / len(near)
    unusual = rank < params.rare or rank > 1 - params.rare
    return Outputs(Boolean(unusual), Number(rank), Boolean(value=False))
