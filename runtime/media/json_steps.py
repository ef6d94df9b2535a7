"""Paths into JSON, such as `items[0].name` and `items[*]["unit price"]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    Step = str | int | None

_STEP = re.compile(
    r"""(?:^|\.)(?P<name>[^.\[\]"'\s]+)"""
    r"""|\[(?:(?P<index>-?\d{1,9})|(?P<all>\*)|"(?P<double>[^"]*)"|'(?P<single>[^']*)')\]"""
)
MISSING = object()


def steps_of(path: str) -> list[Step]:
    """Names, indexes, and None for every entry of a list."""
    steps: list[Step] = []
    at = 0
    while at < len(path):
        step = _STEP.match(path, at)
        if step is None:
            raise ValueError(f"the path cannot be read from {path[at:][:20]!r} on")
        at = step.end()
        if step["index"] is not None:
            steps.append(int(step["index"]))
        elif step["all"] is not None:
            steps.append(None)
        else:
            name = next(step[key] for key in ("name", "double", "single") if step[key] is not None)
            steps.append(name)
    return steps


def walk(value: Any, steps: Sequence[Step]) -> Any:
    """What lies at the end of the path, or `MISSING`."""
    for number, step in enumerate(steps):
        if step is None:
            if not isinstance(value, list):
                return MISSING
            found = (walk(item, steps[number + 1 :]) for item in value)
            return [item for item in found if item is not MISSING]
        value = _entry(value, step)
        if value is MISSING:
            return MISSING
    return value


def _entry(value: Any, step: int | str) -> Any:
    """What lies one step further; a number counts in a list only, a name in an object only."""
    if isinstance(step, int):
        inside = isinstance(value, list) and -len(value) <= step < len(value)
        return value[step] if inside else MISSING
    return value.get(step, MISSING) if isinstance(value, dict) else MISSING
