"""Writes events; the caller holds the run's row, so their order is the order of commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from builder.models import RunEvent
from builder.statements import insert_rows
from runtime.contracts.events import Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.events import NewEvent


def add_events(run: str, first_seq: int, events: Sequence[NewEvent]) -> list[Event]:
    """Insert events numbered from `first_seq`; answers them as they are kept."""
    now = timezone.now()
    insert_rows(
        RunEvent,
        ("run", "seq", "type", "node", "data", "at"),
        [
            (run, seq, event.type, event.node, event.data, now)
            for seq, event in enumerate(events, start=first_seq)
        ],
    )
    return [
        Event(run, seq, event.type, event.node, now.isoformat(), event.data)
        for seq, event in enumerate(events, start=first_seq)
    ]
