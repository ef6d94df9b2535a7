"""How large a definition may grow while its inner workflows are opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.exact import Exact
from builder.formats.roboflow.trouble import GRAPH
from runtime.contracts.limits import MAX_GRAPH_BYTES

if TYPE_CHECKING:
    from builder.formats.roboflow.trouble import Troubles

PART = 4
"""Counted for each value beside its characters: what it takes at least when it is written."""


def weight(value: Any, most: int) -> int:
    """About how many bytes JSON takes when it is written; counts on only until `most` is passed."""
    waiting, found = [value], 0
    while waiting and found <= most:
        one = waiting.pop()
        found += PART
        if isinstance(one, str):
            found += len(one)
        elif isinstance(one, dict):
            waiting.extend(one.values())
            found += sum(len(key) for key in one)
        elif isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, Exact):
            waiting.append(dict(one.params))
    return found


class Room:
    """What is left of the size that a definition may have, all that it repeats counted anew.

    A value that an inner workflow is bound to may stand in it many times, and so on at each depth:
    a page of JSON would grow to gigabytes.
    """

    def __init__(self, troubles: Troubles, most: int = MAX_GRAPH_BYTES) -> None:
        self._troubles, self._most, self._left = troubles, most, most

    def take(self, value: Any) -> None:
        """Count a value with all that it holds. Raises a `DefinitionError` when it is too much."""
        self._left -= weight(value, self._left)
        if self._left < 0:
            self._refuse()

    def _refuse(self) -> None:
        self._troubles.add(
            "WorkflowDefinitionError", f"The definition has more than {self._most // 1024} kB, "
            "counted with its inner workflows opened and what they are bound to.",
            "Bring large values as inputs of the call.", context=GRAPH,
        )  # fmt: skip
        self._troubles.refuse()
