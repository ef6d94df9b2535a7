"""The sweep: ends runs that are out of attempts or time, finds those that must be rung again.

It also takes a version out of service that keeps crashing its workers.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from builder.event_rows import add_events
from builder.models import Quarantine, Run
from builder.session_states import drop_left
from runtime import api
from runtime.contracts.events import NewEvent
from runtime.contracts.limits import RETRY_LANE, SWEEP_SECONDS

if TYPE_CHECKING:
    from collections.abc import Sequence

log = logging.getLogger(__name__)

RING_AGAIN_AFTER = dt.timedelta(seconds=2)
RING_EVERY_SECONDS = 20
MAX_RINGS = 500
LOCK_NUMBER = 0x77656674
JUDGED_RUNS, LEAST_CRASHES = 10, 4

GAVE_UP = "The run's worker was lost on every attempt. Try again, or with a smaller input."
TOO_LATE = "The run took longer than allowed. Try fewer or smaller inputs."
OUT_OF_SERVICE = (
    "This version crashed its workers too often and was taken out of service. "
    "Save a version that differs, or ask the operator to put it back."
)


def take_turn() -> bool:
    """Whether this process may sweep now; the lock ends with the transaction.

    SQLite needs none: its transactions take the write lock when they begin.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK_NUMBER])
        return bool(cursor.fetchone()[0])


def sweep() -> list[tuple[str, str]]:
    """End what must end; answers the runs to ring, with their lanes."""
    lost = Run.objects.filter(status="running", lease_until__lt=Now())
    for run, version in lost.values_list("pk", "version_id"):
        if version is not None:
            _judge(version)
        log.warning("The worker of run %s was lost", run)
    out = Q(attempt__gte=F("max_attempts"))
    for run in lost.filter(out).values_list("pk", flat=True):
        end(run, "dead", "attempts_exhausted", GAVE_UP)
    late = Run.objects.filter(status__in=("queued", "running"), deadline_at__lt=Now())
    for run in late.exclude(status="running", lease_until__gte=Now()).values_list("pk", flat=True):
        end(run, "failed", "deadline_exceeded", TOO_LATE)
    barred = Run.objects.filter(status="queued", version__quarantine__isnull=False)
    for run in barred.values_list("pk", flat=True):
        end(run, "dead", "version_quarantined", OUT_OF_SERVICE)
    again = [(run, RETRY_LANE) for run in lost.exclude(out).values_list("pk", flat=True)]
    return [*again[:MAX_RINGS], *_forgotten()]


def end(run: str, status: str, code: str, message: str) -> None:
    """Give a run that nobody owns its terminal event."""
    error = {"code": code, "message": message}
    free = Q(status="queued") | Q(lease_until__lt=Now())
    with transaction.atomic():
        ended = Run.objects.filter(free, pk=run, status__in=("queued", "running")).update(
            status=status,
            error=error,
            fence=F("fence") + 1,
            next_seq=F("next_seq") + 1,
            finished_at=Now(),
        )
        if ended:
            seq, origin = Run.objects.values_list("next_seq", "origin").get(pk=run)
            add_events(run, seq - 1, [NewEvent(status, data={"error": error})])
            drop_left(run)
            transaction.on_commit(lambda: api.count_end(status, origin))
            transaction.on_commit(lambda: api.announce(run, seq - 1, terminal=True))


def oldest_waiting_seconds(lanes: Sequence[str]) -> float:
    """How long the oldest due run of these lanes has been queued; 0 when none is."""
    due = Q(not_before=None) | Q(not_before__lte=Now())
    oldest = (
        Run.objects.filter(due, status="queued", lane__in=lanes)
        .annotate(now=Now())
        .order_by("created_at")
        .values_list("created_at", "now")
        .first()
    )
    return (oldest[1] - oldest[0]).total_seconds() if oldest else 0.0


def _forgotten() -> list[tuple[str, str]]:
    """Queued runs whose ring was lost, or is waiting in a queue: a second ring does no harm.

    Each is rung with the first sweep after two seconds and then now and then, so that a long queue
    does not fill up with rings.
    """
    due = Q(not_before=None) | Q(not_before__lte=Now())
    waiting = Run.objects.filter(due, status="queued", created_at__lt=Now() - RING_AGAIN_AFTER)
    rows = waiting.annotate(now=Now()).order_by("created_at")
    listed = rows.values_list("pk", "lane", "attempt", "created_at", "now")
    return [
        (run, RETRY_LANE if attempt else lane)
        for run, lane, attempt, created, now in listed[:MAX_RINGS]
        if (now - created - RING_AGAIN_AFTER).total_seconds() % RING_EVERY_SECONDS < SWEEP_SECONDS
    ]


def _judge(version: str) -> None:
    """Quarantine a version when most of its last runs crashed their worker.

    Only an attempt that was lost while the run was alone counts: the first one may have been lost
    through a neighbour, or with the machine.
    """
    rows = Run.objects.filter(version=version).annotate(now=Now()).order_by("-created_at")
    listed = rows.values_list("attempt", "status", "lease_until", "now")[:JUDGED_RUNS]
    crashes = sum(_lost_attempts(*row) > 1 for row in listed)
    if crashes >= LEAST_CRASHES and crashes * 2 > len(listed):
        reason = f"{crashes} of its last {len(listed)} runs crashed their worker"
        _, new = Quarantine.objects.get_or_create(version_id=version, defaults={"reason": reason})
        if new:
            log.error("Version %s is out of service: %s", version, reason)


def _lost_attempts(
    attempt: int, status: str, lease_until: dt.datetime | None, now: dt.datetime
) -> int:
    expired = status == "running" and lease_until is not None and lease_until < now
    return attempt if status == "dead" or expired else attempt - 1
