"""Cancel a run: at once while it is queued, at the next chance while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from builder.event_rows import add_events
from builder.models import Run
from runtime import api
from runtime.contracts.events import NewEvent

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from builder.permissions import Actor


def cancel_run(actor: Actor, run: Run) -> None:
    """Ask for the end of a run; nothing happens when it has ended already."""
    owner = actor.may_reach(run.app)  # who closes a workflow ends what others run there, unread
    assert owner or actor.may_read(run), "queries.run() only finds what the actor may read"
    with transaction.atomic():
        ended = Run.objects.filter(pk=run.pk, status="queued").update(
            status="cancelled",
            cancel_requested_at=Now(),
            finished_at=Now(),
            next_seq=F("next_seq") + 1,
        )
        asked = ended or Run.objects.filter(
            pk=run.pk, status="running", cancel_requested_at=None
        ).update(cancel_requested_at=Now(), next_seq=F("next_seq") + 1)
        if asked:
            seq = Run.objects.values_list("next_seq", flat=True).get(pk=run.pk) - 1
            kind = "cancelled" if ended else "cancel_requested"
            add_events(run.pk, seq, [NewEvent(kind)])
            transaction.on_commit(lambda: api.announce(run.pk, seq, terminal=bool(ended)))
        if ended:
            transaction.on_commit(lambda: api.count_end("cancelled", run.origin))
    api.cancel(run.pk)


def end_runs(actor: Actor, rows: QuerySet[Run]) -> None:
    """Cancel those of these runs that go on: others', when they may not run it any more."""
    for run in rows.filter(status__in=("queued", "running")).select_related("app"):
        cancel_run(actor, run)
