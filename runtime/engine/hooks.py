"""What the engine tells the outside: transitions of nodes, in order, committed in batches.

The loop knows nothing of events, databases or sockets. It hands over every transition since the
last hand-over just before it would block or start heavy work, so that a chain of light nodes costs
one commit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.errors import WeftError
    from runtime.engine.batch import NodeResult


@dataclass(frozen=True)
class NodeStarted:
    """The node's inputs are there and it begins."""

    node: str
    queue_ms: float


@dataclass(frozen=True)
class NodeProgress:
    """Elements done so far."""

    node: str
    done: int
    total: int


@dataclass(frozen=True)
class NodeText:
    """An element's text as far as it has come: for who looks right now, kept nowhere."""

    node: str
    place: str
    text: str


@dataclass(frozen=True)
class NodeSucceeded:
    """The node has outputs; single elements may still have failed."""

    node: str
    result: NodeResult


@dataclass(frozen=True)
class NodeFailed:
    """The node computed nothing."""

    node: str
    error: WeftError
    ms: float


@dataclass(frozen=True)
class NodeSkipped:
    """The node could not run because another one failed."""

    node: str
    because: str
    error: WeftError


Transition = NodeStarted | NodeProgress | NodeSucceeded | NodeFailed | NodeSkipped


class Hooks(Protocol):
    """The listener a run is given."""

    def commit(self, transitions: Sequence[Transition]) -> None:
        """Keep these. May raise `FencedError` or `CancelledError` to stop the run."""

    def show(self, text: NodeText) -> None:
        """Show this to who looks; it may be lost."""


class SilentHooks:
    """Keeps nothing."""

    def commit(self, transitions: Sequence[Transition]) -> None:
        """Ignore them."""

    def show(self, text: NodeText) -> None:
        """Ignore it."""
