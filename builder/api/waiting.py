"""Start a run and wait for its end: the same for every door that answers when it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from builder.actions.start_run import start_run
from builder.models import Run
from builder.models.run import TERMINAL
from runtime import api

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Sequence

    from builder.actions.accept_inputs import AcceptedInput
    from builder.actions.once import Once
    from builder.actions.start_run import WhatToRun
    from builder.permissions import Actor

FIRST_LOOK_SECONDS, LONGEST_LOOK_SECONDS = 0.1, 0.5


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Patience:
    """How long a caller waits."""

    seconds: float
    arrived_at: float = field(default_factory=monotonic)
    """From when on, by the monotonic clock."""
    still_there: Callable[[], bool] = _always
    """Whether anybody waits for the answer still, as far as the door can tell."""

    @property
    def left(self) -> float:
        """Seconds until the caller gives up."""
        return self.arrived_at + self.seconds - monotonic()


def run_to_end(
    actor: Actor,
    what: WhatToRun,
    inputs: Sequence[AcceptedInput],
    origin: str,
    patience: Patience,
    once: Once | None = None,
) -> tuple[Run, bool]:
    """The run, newly started or the one that this call started before, and whether it ended."""
    earlier = once.earlier_run(actor) if once is not None else None
    with api.expect_end(earlier.pk if earlier is not None else what.run_id) as heard:
        run = earlier or start_run(actor, what, inputs, origin, once)
        return run, _wait(run.pk, heard, patience)


def _wait(run: str, heard: threading.Event, patience: Patience) -> bool:
    """Wait for a run's end, wherever it is computed; False when that takes the caller too long."""
    look = FIRST_LOOK_SECONDS
    while patience.still_there() and (left := patience.left) > 0:
        if heard.wait(min(look, left)) or Run.objects.filter(pk=run, status__in=TERMINAL).exists():
            return True
        look = min(look * 2, LONGEST_LOOK_SECONDS)
    return False
