"""Resident memory of the one process: idle, with OCR loaded, and after fifty more runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psutil

from tests.bench.report import Row
from tests.clients import Api, image_input, sample

if TYPE_CHECKING:
    from tests.servers import Server

RUNS = 50


def resident_megabytes(server: Server) -> float:
    family = [psutil.Process(server.process.pid)]
    family += family[0].children(recursive=True)
    return max(process.memory_info().rss for process in family) / 1e6


def idle(server: Server) -> Row:
    used = resident_megabytes(server)
    return Row("memory, idle", f"{used:.0f} MB", "-", used, 300, " MB")


def loaded(server: Server) -> list[Row]:
    """After OCR has run on many different pictures, and after fifty more of them."""
    api = Api(server, server.token())
    runs = iter(range(10_000))

    def run(count: int) -> None:
        for _ in range(count):
            changed = sample("notice.jpg") + next(runs).to_bytes(4, "big")
            assert api.results("read-text", image_input(changed)).status_code == 200

    run(RUNS)
    before = resident_megabytes(server)
    run(RUNS)
    after = resident_megabytes(server)
    return [
        Row("memory, OCR loaded and caches full", f"{before:.0f} MB", "-", before, 900, " MB"),
        Row(
            f"memory after {RUNS} more runs / before", f"{after:.0f} MB", f"{before:.0f} MB",
            after / before, 1.05, "x",
        ),
    ]  # fmt: skip
