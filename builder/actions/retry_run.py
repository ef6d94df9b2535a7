"""Try a run again that failed or was given up: a new run of the same graph on the same inputs.

The old run keeps its story, with its one terminal event; the new one names it in its first event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.actions.accept_inputs import AcceptedInput
from builder.actions.choose_part import part_of
from builder.actions.start_run import WhatToRun, start_run
from builder.blob_files import hold_blobs
from builder.models.blob import digests_in
from builder.permissions import Actor
from runtime.contracts.errors import ConflictError, ForbiddenError

if TYPE_CHECKING:
    from builder.models import Run

RETRYABLE = ("failed", "dead")


def retry_run(actor: Actor, run: Run) -> Run:
    """Start the new run, in the name of who started the old one; answers it.

    Raises `ConflictError` for a run that did not fail, `NotFoundError` when a file of its inputs
    is gone, and what `start_run` raises.
    """
    if not actor.may_mend(run):
        raise ForbiddenError("You may not retry this run.")
    if run.status not in RETRYABLE:
        message = f"Run {run.number} is {run.status}; only failed and dead runs are retried."
        raise ConflictError(message, run=run.pk, status=run.status)
    caller = Actor(run.created_by)
    if not caller.may_run(run.workflow):
        message = f"{run.workflow.key} is not public any more; its caller may not run it."
        raise ConflictError(message, run=run.pk)
    what = WhatToRun(
        run.workflow, run.graph, run.layout, run.version, retry_of=run.pk, part=part_of(run)
    )
    inputs = [AcceptedInput(item.name, item.values) for item in run.inputs.all()]
    hold_blobs(run.app_id, set(digests_in([item.values for item in inputs])))
    return start_run(caller, what, inputs, "retry")
