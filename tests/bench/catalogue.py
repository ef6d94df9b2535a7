"""Seconds that importing the whole catalogue takes, in a fresh process."""

from __future__ import annotations

import subprocess
import sys
from statistics import median

from tests.bench.report import Row
from tests.servers import ROOT

ROUNDS = 5
SCRIPT = (
    "import time; begun = time.perf_counter();"
    "from runtime import registry; count = len(registry.operators());"
    "print(count, time.perf_counter() - begun)"
)


def measure() -> Row:
    seconds, count = [], ""
    for _ in range(ROUNDS + 1):
        words = (sys.executable, "-c", SCRIPT)
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
        count, took = done.stdout.split()
        seconds.append(float(took))
    took_s = median(seconds[1:])
    return Row(
        f"import of the catalogue ({count} operators)", f"{took_s:.2f} s", "-", took_s, 1, " s"
    )
