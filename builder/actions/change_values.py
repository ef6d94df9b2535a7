"""Keep less of what a call brought than the run needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.models import RunInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.models import Run


def change_values(run: Run, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Write each input's values anew, once the run is over; it points at no more files than before.

    A run that is started again from the history begins with these.
    """
    for row in RunInput.objects.filter(run=run):
        changed = change(row.values)
        if changed != row.values:
            RunInput.objects.filter(pk=row.pk).update(values=changed)
