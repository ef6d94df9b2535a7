"""Run again: a new run of the same graph on the same inputs, however the old one ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.actions.accept_inputs import AcceptedInput
from builder.actions.start_run import WhatToRun, start_run

if TYPE_CHECKING:
    from builder.models import Run
    from builder.permissions import Actor


def repeat_run(actor: Actor, run: Run) -> Run:
    """Start it in the actor's name; its first event names the old run.

    Raises what `start_run` raises: the version may be quarantined, the queue full.
    """
    assert actor.may_reach(run.app), "queries.run() only finds what the actor reaches"
    what = WhatToRun(run.workflow, run.graph, run.layout, run.version, retry_of=run.pk)
    inputs = [AcceptedInput(item.name, item.values) for item in run.inputs.all()]
    return start_run(actor, what, inputs, "page" if run.version else "editor")
