"""Brings a sound to the same loudness as others.

`loudness` says how loud it is over all, in decibels of full loudness: a normal voice recording is
about -25, music of today about -12. The sound is made louder or softer until it is at `target_db`;
peaks stay under `peak_db`, so that nothing is cut off. Silence stays silence.
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

_SILENT_DB = -100.0


@dataclass(frozen=True)
class Inputs:
    audio: Audio = field(metadata={"help": "The sound to bring to a loudness."})


@dataclass(frozen=True)
class Outputs:
    audio: Audio = field(metadata={"help": "The sound, louder or softer."})
    loudness: Number = field(metadata={"help": "How loud it came in, in decibels."})
    gain: Number = field(metadata={"help": "By how many decibels it was made louder."})


class Params(OperatorParams):
    target_db: float = Field(
        default=-20, ge=-60, le=0, title="Target",
        description="How loud it is to be over all, in decibels of full loudness.",
    )  # fmt: skip
    peak_db: float = Field(
        default=-1, ge=-20, le=0, title="Highest peak", description="No sample gets louder."
    )
    max_gain_db: float = Field(
        default=30, ge=0, le=60, title="Most gain",
        description="It is not made louder by more than this, which would only raise the noise.",
    )  # fmt: skip


@operator(
    "audio-loudness",
    title="Audio loudness",
    group="Audio",
    icon="volume-2",
    summary="to {target_db} dB",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _level(inputs.audio, params))


def _level(audio: Audio, params: Params) -> Outputs:
    import numpy as np

    samples = audio.samples
    power = float(np.mean(np.square(samples, dtype=np.float64))) if len(samples) else 0.0
    if power <= 10 ** (_SILENT_DB / 10):
        return Outputs(audio, Number(_SILENT_DB), Number(0))
    loudness = 10 * float(np.log10(power))
    peak = 20 * float(np.log10(np.abs(samples).max()))
    gain = min(params.target_db - loudness, params.peak_db - peak, params.max_gain_db)
    louder = (samples * np.float32(10 ** (gain / 20))).astype(np.float32)
    return Outputs(Audio(louder, audio.rate), Number(round(loudness, 2)), Number(round(gain, 2)))
