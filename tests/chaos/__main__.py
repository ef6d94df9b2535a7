"""`make chaos`: hurt a whole Weft in every way at once, then check that nothing was lost.

The full test must pass. Then the negative controls, each against a Weft with one guarantee taken
out, must fail, and for the right reason: otherwise the test could not have seen the fault. The seed
is printed; `--seed` gives the same runs and the same faults again.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.chaos.graphs import HARSH
from tests.chaos.recovery import TARGET_SECONDS, recoveries
from tests.chaos.say import say, table
from tests.chaos.scenario import Scenario, Verdict, play, show

if TYPE_CHECKING:
    from collections.abc import Sequence

FULL = Scenario("full", runs=520, seconds=220, drain_seconds=140)
RECOVERY = Scenario(
    "a worker is killed, all else is well", runs=180, seconds=80, drain_seconds=60, poison=False,
    viewers=2, faults={"kill worker": 5},
)  # fmt: skip
CONTROLS = {
    "fence": Scenario(
        "without the fence", runs=50, seconds=75, drain_seconds=75, without="fence",
        flows=HARSH, poison=False, workers=4, viewers=2, stop_seconds=(30.0, 40.0),
        faults={"stop worker": 5, "cut sockets": 3},
    ),
    "sweeper": Scenario(
        "without the sweeper", runs=90, seconds=40, drain_seconds=45, without="sweeper",
        poison=False, viewers=2,
        faults={"kill worker": 5, "drop rings": 8, "flush redis": 3},
    ),
}  # fmt: skip
EXPECTED = {
    "fence": {
        "no older attempt writes after a newer one began",
        "nothing after the terminal event",
        "every node's end has its start in the same attempt",
    },
    "sweeper": {"every run ends"},
}
"""A control counts only when it breaks one of these."""


def main(words: Sequence[str]) -> int:
    options = _options(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    say(f"seed {options.seed}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    if options.without:
        return 0 if _play(CONTROLS[options.without], options.seed).broken == set() else 1
    outcomes = []
    if not options.controls_only:
        verdict = _play(FULL, options.seed)
        outcomes.append((FULL.name, "pass", _said(verdict), not verdict.broken))
        verdict = _play(RECOVERY, options.seed)
        slowest = max((item.seconds for item in recoveries(verdict.history)), default=0.0)
        said = f"{_said(verdict)}, back after {slowest:.0f} s at most"
        good = not verdict.broken and 0 < slowest <= TARGET_SECONDS
        outcomes.append((RECOVERY.name, f"pass, <= {TARGET_SECONDS:.0f} s", said, good))
    for name, scenario in CONTROLS.items():
        verdict = _play(scenario, options.seed)
        good = bool(verdict.broken & EXPECTED[name])
        outcomes.append((scenario.name, "fail", _said(verdict), good))
    say()
    table(
        ("test", "must", "did", "as expected"),
        [(name, must, did, "yes" if good else "NO") for name, must, did, good in outcomes],
    )
    return 0 if all(good for *_, good in outcomes) else 1


def _said(verdict: Verdict) -> str:
    return f"fail ({len(verdict.broken)} promises broken)" if verdict.broken else "pass"


def _play(scenario: Scenario, seed: int) -> Verdict:
    folder = Path(tempfile.mkdtemp(prefix="weft-chaos-"))
    verdict = play(scenario, seed, folder)
    show(verdict)
    if verdict.broken and not scenario.without:
        kept = folder.with_suffix(".json")
        verdict.history.save(kept)
        say(f"history   {kept}; logs {folder}")
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return verdict


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    parser.add_argument("--without", choices=sorted(CONTROLS), help="play one control alone")
    parser.add_argument("--controls-only", action="store_true", help="leave the full test out")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
