"""Bounds what a node makes: a chain of tilers would fill the memory before the next node counts.

A node that fans out is asked for a few elements first, then for as many as may be made still if all
are split like the one that was split most so far. So it stops soon after the limit, whatever the
operator does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.limits import MAX_ELEMENTS_PER_NODE
from runtime.contracts.values import Each

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from runtime.engine.plan import Step

FIRST = 8
"""Elements that are split before it is known into how many; a small call is one call still."""


class FanOut:
    """Counts what one node makes of all its elements."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._ports = [name for name, port in step.operator.outputs.items() if port.fans_out]
        self._made = self._most = 0

    def portions(self, members: Sequence[int]) -> Iterator[Sequence[int]]:
        """The members in portions of which as many are made as fit, as far as can be told."""
        start = 0
        while start < len(members):
            count = len(members) if not self._ports else self._room()
            yield members[start : start + count]
            start += count

    def count(self, outcome: Any) -> None:
        """Note what an element became. Raises an `OperatorFailedError` when it is too much."""
        found = [getattr(outcome, port, None) for port in self._ports]
        made = max((len(each.values) for each in found if isinstance(each, Each)), default=0)
        self._made += made
        self._most = max(self._most, made)
        if self._made > MAX_ELEMENTS_PER_NODE:
            message = (
                f"{self._step.id} makes more than {MAX_ELEMENTS_PER_NODE} elements of all inputs "
                "together; no more are allowed. Send fewer inputs, or split them into fewer parts."
            )
            raise OperatorFailedError(message, node=self._step.id, limit=MAX_ELEMENTS_PER_NODE)

    def _room(self) -> int:
        if not self._most:
            return FIRST
        return max(1, (MAX_ELEMENTS_PER_NODE - self._made) // self._most)
