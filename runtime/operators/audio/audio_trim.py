"""Cuts a part out of a sound, or the silence off its ends.

`start` 2 and `end` 5 keep the three seconds between. With `trim_silence` what is quieter than
`silence_db` before the first sound and after the last one goes too: a recording that begins with a
second of nothing then begins with the first word. A part in which nothing is left ends its branch.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Audio, Number
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOK_SECONDS = 0.01
"""Loudness is judged over pieces of this length."""


@dataclass(frozen=True)
class Inputs:
    audio: Audio = field(metadata={"help": "The sound to cut."})


@dataclass(frozen=True)
class Outputs:
    audio: Audio = field(metadata={"help": "The part that is kept."})
    begins: Number = field(metadata={"help": "Where it begins in the sound, in seconds."})


class Params(OperatorParams):
    start: float = Field(
        default=0, ge=0, le=1800, title="From", description="Seconds from the beginning."
    )
    end: float = Field(
        default=0, ge=0, le=1800, title="To", description="Seconds from the beginning; 0 for all."
    )
    trim_silence: bool = Field(
        default=False, title="Trim silence", description="Whether to cut silence off both ends."
    )
    silence_db: float = Field(
        default=-50, ge=-100, le=-10, title="Silence under",
        description="Decibels of full loudness under which it counts as silent.",
    )  # fmt: skip
    margin: float = Field(
        default=0.05, ge=0, le=5, description="Seconds of silence that stay at each end."
    )


@operator(
    "audio-trim",
    title="Audio trim",
    group="Audio",
    icon="scissors",
    summary="from {start} s",
)
def run(
    batch: Sequence[Inputs], params: Params, context: Context
) -> list[Outputs | Failure | None]:
    return per_picture(batch, context, lambda inputs: _trim(inputs.audio, params))


def _trim(audio: Audio, params: Params) -> Outputs | None:
    from runtime.contracts.errors import OperatorFailedError

    if 0 < params.end <= params.start:
        message = f"The end, {params.end:g} s, is not after the start, {params.start:g} s."
        raise OperatorFailedError(message)
    first = round(params.start * audio.rate)
    last = min(round(params.end * audio.rate) or len(audio.samples), len(audio.samples))
    if params.trim_silence:
        first, last = _loud(audio, first, last, params)
    if last <= first:
        return None
    return Outputs(Audio(audio.samples[first:last], audio.rate), Number(first / audio.rate))


def _loud(audio: Audio, first: int, last: int, params: Params) -> tuple[int, int]:
    """The part from the first loud piece to the last, with the margin."""
    import numpy as np

    step = max(1, round(_LOOK_SECONDS * audio.rate))
    part = audio.samples[first:last]
    if not len(part):
        return first, first
    starts = np.arange(0, len(part), step)
    power = np.add.reduceat(np.square(part, dtype=np.float64), starts)
    lengths = np.diff(np.append(starts, len(part)))
    loud = np.flatnonzero(np.sqrt(power / lengths) > 10 ** (params.silence_db / 20))
    if not len(loud):
        return first, first
    margin = round(params.margin * audio.rate)
    begin = first + int(starts[loud[0]]) - margin
    end = first + int(starts[loud[-1]] + lengths[loud[-1]]) + margin
    return max(first, begin), min(last, end)
