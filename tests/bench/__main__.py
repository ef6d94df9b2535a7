"""`make bench`: ours, the floor or peer in the same run, the ratio and the target.

Misses are said plainly.

Every figure is the median of interleaved rounds on whatever machine this runs on: read the ratios.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.bench import (
    catalogue,
    doors,
    engine_nodes,
    first_event,
    first_on_screen,
    live_canvas,
    memory,
    plates_end_to_end,
    roboflow_steps,
    start_up,
)
from tests.bench.report import Row, show
from tests.servers import running_server


def main() -> int:
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.1f} at the start\n")
    rows: list[Row] = [engine_nodes.measure(), start_up.measure(), catalogue.measure()]
    rows.extend(roboflow_steps.measure())
    rows.extend(doors.measure())
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder)) as server:
        rows.append(memory.idle(server))
        rows.append(first_event.measure(server))
        rows.extend(first_on_screen.measure(server))
        rows.extend(live_canvas.measure(server))
        rows.extend(plates_end_to_end.measure(server))
        rows.extend(memory.loaded(server))
    show(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
