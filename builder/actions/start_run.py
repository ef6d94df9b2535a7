"""Start a run: commit it with its inputs, then ring a worker. The row is the queue."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from builder.models import Run, RunInput, Workflow
from builder.models.ids import new_id
from builder.run_store import add_events
from runtime import api
from runtime.contracts.events import NewEvent
from runtime.contracts.limits import MAX_RUN_SECONDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.actions.accept_inputs import AcceptedInput
    from builder.models import Version
    from builder.permissions import Actor

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WhatToRun:
    """A version, or a draft's graph that was checked and pinned by `runnable_graph`."""

    workflow: Workflow
    graph: dict[str, Any]
    layout: dict[str, Any]
    version: Version | None = None
    run_id: str = field(default_factory=new_id)
    """The id the run will have, known before it starts to whoever wants to hear of its end."""

    @classmethod
    def of(cls, version: Version, workflow: Workflow) -> WhatToRun:
        """A saved version."""
        return cls(workflow, version.graph, version.layout, version)


def start_run(actor: Actor, what: WhatToRun, inputs: Sequence[AcceptedInput], origin: str) -> Run:
    """Accept a run. Once this returned, the run ends with exactly one terminal event."""
    assert actor.may_reach(what.workflow.app), "queries only find what the actor reaches"
    with transaction.atomic():
        Workflow.objects.filter(pk=what.workflow.pk).update(run_count=F("run_count") + 1)
        number = Workflow.objects.values_list("run_count", flat=True).get(pk=what.workflow.pk)
        run = Run.objects.create(
            id=what.run_id,
            app=what.workflow.app,
            workflow=what.workflow,
            version=what.version,
            number=number,
            graph=what.graph,
            layout=what.layout,
            origin=origin,
            created_by=actor.user,
            token=actor.token,
            next_seq=2,
            deadline_at=Now() + dt.timedelta(seconds=MAX_RUN_SECONDS),
        )
        RunInput.objects.bulk_create(
            RunInput(run=run, index=index, name=item.name[:200], values=item.values)
            for index, item in enumerate(inputs)
        )
        add_events(run.pk, 1, [NewEvent("queued")])
        transaction.on_commit(lambda: _ring(run.pk))
    return run


def _ring(run: str) -> None:
    """A lost ring is rung again by the sweeper, so a broker that is down fails no request."""
    try:
        api.start(run)
    except Exception:
        log.exception("No worker could be rung for run %s; the sweeper will", run)
