"""`make chaos` in small: a few faults of most kinds, and every promise is kept."""

from __future__ import annotations

from tests.chaos.checker import MAX_SHOWN
from tests.chaos.graphs import MIXED
from tests.chaos.scenario import Scenario, play

SEED = 5
FAULTS = {
    "kill worker": 1, "flush redis": 1, "drop rings": 2, "double rings": 3, "cut sockets": 4,
}  # fmt: skip
SHORT = Scenario(
    "short", runs=40, seconds=8, drain_seconds=40, faults=FAULTS, flows=MIXED[:3], workers=2,
    viewers=3, poison=False,
)  # fmt: skip


def test_nothing_is_lost_and_every_promise_is_kept(tmp_path):
    verdict = play(SHORT, SEED, tmp_path)
    breaches = {item.promise: item.breaches[:MAX_SHOWN] for item in verdict.checks if not item.kept}
    assert breaches == {}
    assert len(verdict.history.accepted) == SHORT.runs
    assert {fault.kind for fault in verdict.history.faults} >= {"kill worker", "flush redis"}
