"""Runs a user's script in a process of its own: Clarifai's packages keep global state.

A script has functions in the order in which a user would call them. Each answers JSON, or is an
error that is told as text; what they answered comes back by their names.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HERE = Path(__file__).parent
MOST_SECONDS = 400
MARK = "told: "


def told_by(script: str, about: dict[str, Any], **environment: str) -> dict[str, Any]:
    """What the functions of `tests/sdk/<script>` answered, by name."""
    names = {name: value for name, value in os.environ.items() if not name.startswith("CLARIFAI")}
    done = subprocess.run(
        [sys.executable, "-m", f"tests.sdk.{script}", json.dumps(about)],
        cwd=HERE.parents[1], env={**names, **environment}, capture_output=True, text=True,
        timeout=MOST_SECONDS, check=False,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith(MARK)]
    assert lines, f"{done.stdout}\n{done.stderr}"
    return dict(json.loads(lines[-1].removeprefix(MARK)))


def tell_all(steps: Iterable[Callable[[], Any]]) -> None:
    """Call each step and print what it answered; one that fails does not end the others."""
    told = {}
    for step in steps:
        try:
            told[step.__name__] = step()
        except Exception as error:  # noqa: BLE001 (theirs raise just that)
            told[step.__name__] = f"{type(error).__name__}: {error}"
    sys.stdout.write(f"\n{MARK}{json.dumps(told)}\n")
