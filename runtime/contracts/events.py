"""Events: the numbered story of a run.

State rebuilt from events equals the state that a GET answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

TERMINAL_TYPES = ("succeeded", "partially_succeeded", "failed", "cancelled", "dead")
EVENT_TYPES = (
    "queued", "attempt_started", "node_started", "node_progress", "node_succeeded", "node_failed",
    "node_skipped", "cancel_requested", "retry_scheduled", *TERMINAL_TYPES,
)  # fmt: skip


@dataclass(frozen=True)
class NewEvent:
    """An event before it has its number."""

    type: str
    node: str = ""
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class LiveText:
    """What a node has said so far, while it speaks.

    It is no event: it has no number, is kept nowhere, and nobody may depend on having seen it.
    """

    run: str
    node: str
    place: str
    text: str

    def as_json(self) -> dict[str, Any]:
        """The form a socket sends."""
        return {"run": self.run, "node": self.node, "place": self.place, "text": self.text}


@dataclass(frozen=True)
class Event:
    """A kept event."""

    run: str
    seq: int
    type: str
    node: str
    at: str
    data: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The form every door sends (`RunEvent` of the editor API)."""
        return {
            "run": self.run,
            "seq": self.seq,
            "type": self.type,
            "node": self.node or None,
            "at": self.at,
            "data": self.data,
        }

    @classmethod
    def from_json(cls, form: Mapping[str, Any]) -> Event:
        """The event that `as_json` wrote."""
        return cls(**{**form, "node": form["node"] or ""})
