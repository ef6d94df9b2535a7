"""What sessions remember: lent to the run that has one, taken back when that run succeeded.

It is written in the transaction of the run's terminal event, under the run's fence, and only as
long as the session is that run's: a worker that was lost changes nothing, and two runs never mix.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from builder.models import NodeRun, Run, StreamSession
from builder.models.run import TERMINAL
from runtime.contracts.limits import SESSION_SECONDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

KEPT_FOR = dt.timedelta(seconds=SESSION_SECONDS)
GOES_ON = ("succeeded", "partially_succeeded")


def lent_to(run: str, session: str) -> Mapping[str, Any]:
    """What the session remembers, for the run that has it."""
    found = StreamSession.objects.filter(pk=session, run=run).values_list("state", flat=True)
    return found.first() or {}


def take_back(run: str, session: str, status: str) -> None:
    """Let the session go with what the run's nodes left, or as it was when the run failed."""
    mine = StreamSession.objects.filter(pk=session, run=run)
    found = mine.values_list("state", "revision").first()
    if found is not None:
        state, revision = found
        changes: dict[str, Any] = {"used_at": Now()}
        if status in GOES_ON:
            changes["state"] = {**state, **dict(_left(run).values_list("node", "left"))}
            changes["revision"] = F("revision") + 1
        mine.filter(revision=revision).update(**changes)
    drop_left(run)


def drop_left(run: str) -> None:
    """Forget what the nodes of an ended run left for its session."""
    _left(run).update(left=None)


def living() -> QuerySet[StreamSession]:
    """The sessions that are not past their time; one that a run has is none of them."""
    return StreamSession.objects.filter(Q(used_at__gte=Now() - KEPT_FOR) | _in_use())


def forget_old() -> None:
    """Remove the others."""
    StreamSession.objects.exclude(Q(used_at__gte=Now() - KEPT_FOR) | _in_use()).delete()


def _left(run: str) -> QuerySet[NodeRun]:
    return NodeRun.objects.filter(run=run, left__isnull=False)


def _in_use() -> Exists:
    runs = Run.objects.filter(pk=OuterRef("run"))
    return Exists(runs.exclude(status__in=TERMINAL))
