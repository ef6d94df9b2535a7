"""What tells everybody who computes that a run should stop."""

from __future__ import annotations

from typing import Any, Protocol


class CancelToken(Protocol):
    """Says that a run should stop, and lets a model call be stopped from outside."""

    @property
    def cancelled(self) -> bool:
        """True once the run must stop."""

    def on_cancel(self, action: Any) -> Any:
        """Call `action()` when cancelled; returns a function that takes the registration back."""
