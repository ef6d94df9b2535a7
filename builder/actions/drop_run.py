"""Drop a run that was given up: its row, inputs, outputs, events; its files follow later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.models import Run
from runtime.contracts.errors import ConflictError, ForbiddenError

if TYPE_CHECKING:
    from builder.permissions import Actor


def drop_run(actor: Actor, run: Run) -> None:
    """Delete it for good. Raises `ConflictError` for a run that is not dead."""
    if not actor.may_mend(run):
        raise ForbiddenError("You may not drop this run.")
    dropped, _ = Run.objects.filter(pk=run.pk, status="dead").delete()
    if not dropped:
        message = f"Run {run.number} is not dead; only dead runs are dropped."
        raise ConflictError(message, run=run.pk)
