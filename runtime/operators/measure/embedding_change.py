"""Tells when an embedding is unlike those before it, or suspiciously like them.

Each embedding is compared with the mean of those before; how alike the two are is held against how
alike they usually are. In a picture of a gate every ten seconds, the one with a lorry in it lies in
the rarest tenth: `unusual` is yes. `score` says how many standard deviations off it is, `rank`
which share of embeddings would be more alike, 0 to 1. The first ones, `warmup` of them, only teach.
What counts as usual goes on along a video, and along the calls of a session.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Embeddings, Number
from runtime.inference.running import Running, Weighing, same_length, unit_vector
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
    unusual: Boolean = field(metadata={"help": "Whether it lies in the rarest share."})
    rank: Number = field(metadata={"help": "The share of embeddings that are more alike, 0 to 1."})
    score: Number = field(metadata={"help": "Standard deviations above the usual likeness."})
    mean: Embeddings = field(metadata={"help": "The mean so far."})
    spread: Embeddings = field(metadata={"help": "The standard deviation of each number so far."})
    warming_up: Boolean = field(metadata={"help": "Whether it is one of the first."})


class Params(OperatorParams):
    weighing: Weighing = Field(
        default="recent more", description="Which of those before count, and how much."
    )
    rare: float = Field(
        default=0.2, ge=0, le=1, title="Rarest share",
        description="The share of embeddings, both ends together, that counts as unusual.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    warmup: int = Field(default=3, ge=0, le=1_000_000, description="How many at first only teach.")
    newest: float = Field(
        default=0.1, ge=0, le=1, title="Weight of the newest",
        description="How much the newest counts, where recent ones count more.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    window: int = Field(
        default=10, ge=1, le=1000, description="How many of the last count, where only they do."
    )


@dataclass
class _Seen:
    """What came along one stream, and how alike it was."""

    count: int = 0
    average: Running = field(default_factory=Running)
    likeness: Running = field(default_factory=Running)

    def as_json(self) -> dict[str, Any]:
        """For the next call of a session."""
        return {
            "count": self.count,
            "average": self.average.as_json(),
            "likeness": self.likeness.as_json(),
        }

    def from_json(self, stored: dict[str, Any]) -> None:
        """Go on."""
        self.count = stored["count"]
        self.average.from_json(stored["average"])
        self.likeness.from_json(stored["likeness"])


_WAYS: dict[Any, Any] = {
    "Exponential Moving Average (EMA)": "recent more",
    "Simple Moving Average (SMA)": "all alike",
    "Sliding Window": "last ones",
}


def _or(default: float) -> Any:
    return lambda written: default if written is None else written


def _same(value: Any) -> Any:
    return value


@operator(
    "embedding-change",
    title="Embedding change",
    group="Measure",
    icon="activity",
    keeps_state=True,
    summary="rarest {rare}",
    blocks=(
        Block(
            "roboflow_core/identify_changes@v1",
            {
                "strategy": Setting("weighing", words=_WAYS),
                "embedding": Wire("embeddings"),
                "threshold_percentile": Setting("rare"),
                "warmup": Setting("warmup"),
                "smoothing_factor": Setting("newest", read=_or(0.1), write=_same),
                "window_size": Setting("window", read=_or(10), write=_same),
            },
            {
                "is_outlier": Out("unusual", ("boolean",)),
                "percentile": Out("rank", ("float_zero_to_one",)),
                "z_score": Out("score", ("float",)),
                "average": Out("mean", ("embedding",)),
                "std": Out("spread", ("embedding",)),
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
    seen = context.of_stream(shared(context.place(index)), _Seen)
    vector = unit_vector(embeddings)
    same_length(vector, seen.average.mean)
    warming_up = seen.count < params.warmup
    seen.count += 1
    score = _score(vector, seen, params)
    rank = 1 - 0.5 * (1 + math.erf(score / math.sqrt(2)))
    unusual = rank <= params.rare / 2 or rank >= 1 - params.rare / 2
    _add(seen.average, vector, seen.count, params)
    mean, spread = seen.average.mean, seen.average.std
    assert mean is not None
    assert spread is not None
    return Outputs(
        Boolean(unusual and not warming_up), Number(rank), Number(score),
        Embeddings((tuple(mean.tolist()),)), Embeddings((tuple(spread.tolist()),)),
        Boolean(warming_up),
    )  # fmt: skip


def _score(vector: Vector, seen: _Seen, params: Params) -> float:
    """How far its likeness to the mean is from what is usual; 0 where nothing varies yet."""
    import numpy as np

    mean = seen.average.mean
    if mean is None:
        return 0.0
    lengths = np.linalg.norm(vector) * np.linalg.norm(mean)
    alike = np.array([vector @ mean / lengths if lengths else 0.0])
    usual = seen.likeness
    _add(usual, alike, seen.count, params)
    assert usual.mean is not None
    assert usual.std is not None
    return float(((alike - usual.mean) / usual.std)[0]) if usual.std[0] else 0.0


def _add(running: Running, value: Vector, count: int, params: Params) -> None:
    running.add(value, params.weighing, count, share=params.newest, length=params.window)
