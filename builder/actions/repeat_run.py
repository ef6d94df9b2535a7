"""Run again: a new run of the same graph on the same inputs, however the old one ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.actions.accept_inputs import AcceptedInput
from builder.actions.choose_part import Part, added_to, common_to
from builder.actions.start_run import WhatToRun, start_run
from builder.blob_files import hold_blobs
from builder.models.blob import digests_in

if TYPE_CHECKING:
    from builder.models import Run
    from builder.permissions import Actor


def repeat_run(actor: Actor, run: Run) -> Run:
    """Start it in the actor's name; its first event names the old run.

    Raises `NotFoundError` when a file of its inputs is gone, and what `start_run` raises.
    """
    assert actor.may_read(run), "queries.run() only finds what the actor may read"
    added, common = added_to(run), common_to(run)
    what = WhatToRun(
        run.workflow, run.graph, run.layout, run.version, retry_of=run.pk,
        part=Part(added=added, common=common) if added or common else None,
    )  # fmt: skip
    inputs = [AcceptedInput(item.name, item.values) for item in run.inputs.all()]
    hold_blobs(run.app_id, set(digests_in([item.values for item in inputs])))
    return start_run(actor, what, inputs, "page" if run.version else "editor")
