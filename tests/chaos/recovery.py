"""How long a run waits after its worker was killed, until another attempt has it."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING

from tests.chaos.history import TERMINAL

if TYPE_CHECKING:
    from tests.chaos.history import History, RunStory

TARGET_SECONDS = 30.0


@dataclass(frozen=True)
class Recovery:
    """One run that lost its worker."""

    run: str
    worker: str
    seconds: float


def recoveries(history: History) -> list[Recovery]:
    """Of runs whose worker was killed by the nemesis; a run that never came back is not here (the
    check that every run ends has it).
    """
    found = []
    for death in history.deaths:
        if death.kind != "worker" or not death.by_nemesis:
            continue
        for run in history.runs.values():
            seconds = _after(run, death.name, death.at)
            if seconds is not None:
                found.append(Recovery(run.id, death.name, seconds))
    return found


def _after(run: RunStory, worker: str, at: float) -> float | None:
    before = [line for line in run.lines if line.at <= at]
    starts = [line for line in before if line.type == "attempt_started"]
    if not starts or starts[-1].writer != worker or before[-1].type in TERMINAL:
        return None
    if before[-1].type == "retry_scheduled":
        return None
    ends = ("attempt_started", *TERMINAL)
    return next((line.at - at for line in run.lines if line.at > at and line.type in ends), None)


def summary(found: list[Recovery]) -> str:
    if not found:
        return "no run lost its worker"
    seconds = [item.seconds for item in found]
    p95 = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
    return (
        f"{len(found)} runs: p50 {median(seconds):.1f} s, p95 {p95:.1f} s, max {max(seconds):.1f} s"
    )
