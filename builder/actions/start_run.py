"""Start a run: commit it with its inputs, then ring a worker. The row is the queue."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now

from builder.actions.admit import admit, refuse_quarantined
from builder.actions.choose_part import Part
from builder.actions.give_outputs import given_events, keep_given
from builder.actions.sessions import take_session
from builder.event_rows import add_events
from builder.models import Run, RunInput, Workflow
from builder.models.ids import new_id
from builder.permissions import PUBLIC_RUN, require_scopes
from builder.statements import insert_rows, update_returning
from runtime import api
from runtime.contracts.events import NewEvent
from runtime.contracts.limits import BATCH_INPUTS, MAX_RUN_SECONDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.actions.accept_inputs import AcceptedInput
    from builder.actions.for_video import Feed
    from builder.actions.once import Once
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
    retry_of: str | None = None
    """The run that this one repeats."""
    part: Part | None = None
    """When it is not about the whole graph, or results are given."""
    refused: Sequence[dict[str, Any]] = ()
    """Inputs of the same batch that could not be read; shown beside the others."""

    session: str | None = None
    """The named session that it goes on with (`builder.actions.sessions`)."""

    @classmethod
    def of(cls, version: Version, workflow: Workflow, feed: Feed | None = None) -> WhatToRun:
        """A saved version, fed in another way than it was drawn when the inputs need it."""
        if feed is None:
            return cls(workflow, version.graph, version.layout, version)
        part = Part(added=feed.added) if feed.added else None
        layout = feed.layout(version.layout)
        return cls(workflow, feed.graph.as_json(), layout, version, part=part)


def start_run(
    actor: Actor,
    what: WhatToRun,
    inputs: Sequence[AcceptedInput],
    origin: str,
    once: Once | None = None,
) -> Run:
    """Accept a run. Once this returned, the run ends with exactly one terminal event.

    A run of somebody else's public workflow lies in its owner's app, whose models, secrets and
    cache it needs, and only the caller reads it: its origin is `public`, whatever was asked.

    With `once`, a second call with the same key answers the first call's run. Raises a 429 or 503
    `WeftError` when too much is queued, a 409 when the key was used for something else or another
    run has the session.
    """
    assert actor.may_run(what.workflow), "queries only find what the actor may run"
    if not actor.may_reach(what.workflow.app):
        assert what.version is not None, "others run versions of a public workflow, never drafts"
        origin = PUBLIC_RUN
    require_scopes(actor, ("Predict",))
    refuse_quarantined(what.version)
    admit(what.workflow.app)
    try:
        with transaction.atomic():
            return _insert(actor, what, inputs, origin, once)
    except IntegrityError:
        earlier = once.earlier_run(actor) if once is not None else None
        if earlier is None:
            raise
        return earlier


def _insert(
    actor: Actor,
    what: WhatToRun,
    inputs: Sequence[AcceptedInput],
    origin: str,
    once: Once | None,
) -> Run:
    if what.session is not None:
        take_session(actor, what.workflow, what.version, what.session, what.run_id)
    same = Workflow.stored.filter(pk=what.workflow.pk)
    (counted,) = update_returning(same, ("run_count",), run_count=F("run_count") + 1)
    about = {"retry_of": what.retry_of} if what.retry_of is not None else {}
    events = [NewEvent("queued", data=about)]
    if what.part is not None:
        events += given_events(what.part, len(inputs))
    run = Run.objects.create(
        id=what.run_id,
        app=what.workflow.app,
        workflow=what.workflow,
        version=what.version,
        number=counted.run_count,
        graph=what.graph,
        layout=what.layout,
        part=what.part.as_json() if what.part is not None else {},
        origin=origin,
        refused=list(what.refused),
        created_by=actor.user,
        token=actor.token,
        lane=lane_of(what.graph, len(inputs)),
        next_seq=1 + len(events),
        deadline_at=Now() + dt.timedelta(seconds=MAX_RUN_SECONDS),
        idempotency_key=once.key if once is not None else None,
        request_hash=once.request_hash if once is not None else "",
        session=what.session or "",
    )
    insert_rows(
        RunInput,
        ("run", "index", "name", "values"),
        [(run.pk, index, item.name[:200], item.values) for index, item in enumerate(inputs)],
    )
    if what.part is not None:
        keep_given(run, what.part, len(inputs))
    add_events(run.pk, 1, events)
    log.info("Run %s of %s is queued", run.number, what.workflow.key, extra={"run": run.pk})
    transaction.on_commit(lambda: _ring(run.pk, run.lane))
    return run


def lane_of(graph: dict[str, Any], inputs: int) -> str:
    """Where a run waits: beside its like, so that long work never stands before short work."""
    if settings.GPU_LANE and any(node.get("model") for node in graph["nodes"]):
        return "gpu"
    return "batch" if inputs >= BATCH_INPUTS else "interactive"


def _ring(run: str, lane: str) -> None:
    """A lost ring is rung again by the sweeper, so a broker that is down fails no request."""
    try:
        api.start(run, lane)
    except Exception:
        log.exception("No worker could be rung for run %s; the sweeper will", run)
