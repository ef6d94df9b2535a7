"""Writes events; the caller holds the run's row, so their order is the order of commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.models import RunEvent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.events import NewEvent


def add_events(run: str, first_seq: int, events: Sequence[NewEvent]) -> None:
    """Insert events numbered from `first_seq`."""
    RunEvent.objects.bulk_create(
        RunEvent(run_id=run, seq=seq, type=event.type, node=event.node, data=event.data)
        for seq, event in enumerate(events, start=first_seq)
    )
