"""Start a child, speak to it, end it: the one place that starts processes for models.

A program of its own, never a fork of this process with its threads, with an environment of a few
words: no secrets, no addresses. It ends when the line to it closes, so it outlives nobody.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from runtime.inference.children.channel import Channel
from runtime.inference.children.sandbox import MEMORY_EXIT_CODE

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ("-P", "-s", "-m", "runtime.inference.children.server")
PASSED_ON = (
    "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "CUDA_PATH", "NVIDIA_VISIBLE_DEVICES",
    "NVIDIA_DRIVER_CAPABILITIES", "SYSTEMROOT",
)  # fmt: skip
END_SECONDS = 5


class Child:
    """One child process and the line to it. `order` is the first thing it hears."""

    def __init__(self, order: dict[str, Any], program: tuple[str, ...] = PROGRAM) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, *program, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=_environment(),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.line = Channel(ours)
        self.line.send(order)

    def end(self) -> int:
        """Kill it if it lives, and wait; answers its exit code, negative for a signal."""
        self.line.close()
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        return self.process.wait(END_SECONDS)

    def how_it_ended(self) -> int:
        """The exit code of a child that hung up by itself."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(END_SECONDS)
        return self.end()


def ran_out_of_memory(exit_code: int) -> bool:
    """Whether a child ended because it used more than it may."""
    return exit_code == MEMORY_EXIT_CODE


def _environment() -> dict[str, str]:
    found = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {
        **found,
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }
