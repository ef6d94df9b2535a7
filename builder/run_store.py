"""The worker's view of runs, on the ORM: claim, emit, renew and sweep under lease and fence.

Only the database's clock counts. A writer whose fence is old is refused, so a worker that was
frozen past its lease can change nothing after another took over.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, BinaryIO

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from builder import pruning, session_states, sweeping
from builder.blob_files import hold_blobs, open_blob, read_blob, write_blob, writing_blobs
from builder.event_rows import add_events
from builder.models import NodeOutput, NodeRun, Run, RunEvent
from builder.models.run import TERMINAL
from builder.permissions import PUBLIC_RUN
from builder.run_history import ROBOFLOW_CALL
from builder.statements import insert_rows, update_returning, upsert_rows
from runtime.contracts.errors import CancelledError, FencedError
from runtime.contracts.events import Event, NewEvent
from runtime.contracts.graph import parse_graph
from runtime.contracts.limits import LEASE_SECONDS, RETRY_LANE
from runtime.contracts.stores import ClaimedRun, NodeRecord

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    from django.contrib.auth.models import AbstractBaseUser

    from runtime.contracts.stores import PutBlob

LEASE = dt.timedelta(seconds=LEASE_SECONDS)
CLAIMED_COLUMNS = (
    "app_id", "graph", "origin", "attempt", "fence", "next_seq", "deadline_at", "started_at",
    "part", "version_id", "session",
)  # fmt: skip
NOT_BEGUN: dict[str, Any] = {
    "status": "", "started_at": None, "queue_ms": None, "ms": None, "cached": False,
    "provider": "", "error": None, "left": None,
}  # fmt: skip


class DatabaseRunStore:
    """Fulfils `runtime.contracts.stores.RunStore`.

    It is called from threads that live as long as the process, where no request or task ends:
    `claim`, `renew`, `sweep`, `prune` and `oldest_waiting_seconds` let go of a broken connection
    themselves.
    """

    def claim(self, run: str, worker: str, *, alone: bool = False) -> ClaimedRun | None:
        """Take the run by compare-and-set; one that lost an attempt goes only to who is alone."""
        try:
            return self._claim(run, worker, alone=alone)
        except (OperationalError, InterfaceError):
            # The connection broke since this thread's last run. Asking before each would cost more.
            close_old_connections()
            return self._claim(run, worker, alone=alone)

    def _claim(self, run: str, worker: str, *, alone: bool) -> ClaimedRun | None:
        due = Q(not_before=None) | Q(not_before__lte=Now())
        if not alone:
            due &= Q(attempt=0)
        free = Q(status="queued") | Q(status="running", lease_until__lt=Now())
        with transaction.atomic():
            taken = update_returning(
                Run.objects.filter(due, free, pk=run, attempt__lt=F("max_attempts")),
                CLAIMED_COLUMNS,
                status="running",
                fence=F("fence") + 1,
                attempt=F("attempt") + 1,
                lease_until=Now() + LEASE,
                worker=worker,
                next_seq=F("next_seq") + 1,
                started_at=Coalesce("started_at", Now()),
            )
            if not taken:
                return None
            (row,) = taken
            started = NewEvent("attempt_started", data={"attempt": row.attempt})
            add_events(run, row.next_seq - 1, [started])
            inputs = list(row.inputs.values_list("values", flat=True))
        return ClaimedRun(
            id=run,
            app=row.app_id,
            fence=row.fence,
            attempt=row.attempt,
            graph=parse_graph(row.graph),
            inputs=inputs,
            finished=_finished(row) if row.fence > 1 or row.part else {},
            pinned=row.part.get("pinned", ()),
            spared=row.part.get("spared", ()),
            common=row.part.get("common", ()),
            seconds_left=_seconds_left(row),
            origin=row.origin,
            draft=row.version_id is None and row.origin != ROBOFLOW_CALL,
            session=session_states.lent_to(run, row.session) if row.session else None,
        )

    def emit(
        self, claimed: ClaimedRun, events: Sequence[NewEvent], records: Sequence[NodeRecord]
    ) -> Sequence[Event]:
        """Keep events and records in one transaction under the fence."""
        terminal = next((event for event in events if event.type in TERMINAL), None)
        changes: dict[str, Any] = {
            "next_seq": F("next_seq") + len(events),
            "lease_until": Now() + LEASE,
        }
        if terminal is not None:
            error = terminal.data.get("error")
            changes |= {"status": terminal.type, "finished_at": Now(), "error": error}
        with transaction.atomic():
            mine = Run.objects.filter(pk=claimed.id, fence=claimed.fence, status="running")
            columns = ("next_seq", "cancel_requested_at", "session")
            rows = update_returning(mine, columns, **changes)
            if not rows:
                raise FencedError("Another attempt owns this run.", run=claimed.id)
            (row,) = rows
            kept = add_events(claimed.id, row.next_seq - len(events), events)
            _keep_records(claimed, records)
            if row.session and terminal is not None:
                session_states.take_back(claimed.id, row.session, terminal.type)
        if row.cancel_requested_at is not None and terminal is None:
            raise CancelledError("The run was cancelled.", seq=row.next_seq - 1)
        return kept

    def renew(self, claimed: ClaimedRun) -> bool:
        """Prolong the lease; True when a cancel was asked for."""
        close_old_connections()
        mine = Run.objects.filter(pk=claimed.id, fence=claimed.fence, status="running")
        if not mine.update(lease_until=Now() + LEASE):
            raise FencedError("Another attempt owns this run.", run=claimed.id)
        return mine.filter(cancel_requested_at__isnull=False).exists()

    def release(self, claimed: ClaimedRun) -> str:
        """Hand a run back unfinished; the attempt is not counted."""
        event = NewEvent("retry_scheduled", data={"reason": "the worker is stopping"})
        with transaction.atomic():
            mine = Run.objects.filter(pk=claimed.id, fence=claimed.fence, status="running")
            if not mine.update(
                status="queued",
                attempt=F("attempt") - 1,
                lease_until=None,
                worker="",
                next_seq=F("next_seq") + 1,
            ):
                raise FencedError("Another attempt owns this run.", run=claimed.id)
            row = Run.objects.get(pk=claimed.id)
            add_events(claimed.id, row.next_seq - 1, [event])
        return RETRY_LANE if row.attempt else row.lane

    def sweep(self) -> Sequence[tuple[str, str]]:
        """End runs that are out of attempts or time; answers the runs to ring, with their lanes.

        One process sweeps at a time; the others find the lock taken and do nothing.
        """
        close_old_connections()
        with transaction.atomic():
            if not sweeping.take_turn():
                return []
            session_states.forget_old()
            return sweeping.sweep()

    def oldest_waiting_seconds(self, lanes: Sequence[str]) -> float:
        """How long the oldest due run of these lanes has been queued; 0 when none is."""
        close_old_connections()
        return sweeping.oldest_waiting_seconds(lanes)

    def prune(self, seconds: float) -> bool:
        """Remove what is older than `WEFT_KEEP_RUNS_DAYS`, for about so long; True when all is."""
        close_old_connections()
        days = settings.KEEP_RUNS_DAYS
        return days == 0 or pruning.prune(days, seconds).done

    def put_blob(self, app: int, data: bytes | BinaryIO, media_type: str) -> str:
        """Keep a file in the app's store."""
        return write_blob(app, data, media_type)

    def putting_blobs(self, app: int) -> AbstractContextManager[PutBlob]:
        """Keep several files in the app's store."""
        return writing_blobs(app)

    def hold_blob(self, app: int, digest: str) -> None:
        """Note that a run is about to point at a kept file."""
        hold_blobs(app, [digest])

    def get_blob(self, app: int, digest: str) -> bytes:
        """A kept file."""
        return read_blob(app, digest)

    def open_blob(self, app: int, digest: str) -> BinaryIO:
        """A kept file, open."""
        return open_blob(app, digest)


class DatabaseEventLog:
    """Fulfils `runtime.contracts.stores.EventLog`."""

    def may_view(self, user: AbstractBaseUser, run: str) -> bool:
        """Whether the run is in an app of this user, and not another user's call."""
        own = Run.objects.filter(pk=run, app__owner=user.pk, app__deleted_at=None)
        return own.exclude(origin=PUBLIC_RUN).exists()

    def has_ended(self, run: str) -> bool:
        """Whether the terminal event is written."""
        return Run.objects.filter(pk=run, status__in=TERMINAL).exists()

    def events_after(self, run: str, seq: int) -> Sequence[Event]:
        """The kept events with a greater seq, in order."""
        rows = RunEvent.objects.filter(run_id=run, seq__gt=seq).order_by("seq")
        listed = rows.values_list("seq", "type", "node", "at", "data")
        return [
            Event(run, number, kind, node, at.isoformat(), data)
            for number, kind, node, at, data in listed
        ]


def _seconds_left(row: Run) -> float | None:
    if row.deadline_at is None or row.started_at is None:
        return None
    return (row.deadline_at - row.started_at).total_seconds()


def _finished(row: Run) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    done = set(row.node_runs.filter(status="succeeded").values_list("node", flat=True))
    found: dict[str, list[Mapping[str, Any]]] = {}
    for output in row.outputs.filter(node__in=done).order_by("node", "index"):
        found.setdefault(output.node, []).append(output.ports)
    return found


def _keep_records(claimed: ClaimedRun, records: Sequence[NodeRecord]) -> None:
    """Write the nodes' rows and outputs, each kind with one statement."""
    states: dict[str, dict[str, Any]] = {}
    for record in records:
        states.setdefault(record.node, dict(NOT_BEGUN)).update(_columns(record))
    upsert_rows(
        NodeRun,
        ("run", "node"),
        ("attempt", *NOT_BEGUN),
        [(claimed.id, node, claimed.attempt, *state.values()) for node, state in states.items()],
        keep=("started_at", "queue_ms"),
    )
    insert_rows(
        NodeOutput,
        ("run", "node", "index", "ports"),
        [
            (claimed.id, record.node, index, ports)
            for record in records
            for index, ports in enumerate(record.outputs or ())
        ],
    )


def _columns(record: NodeRecord) -> dict[str, Any]:
    if record.status == "running":
        started = {"started_at": timezone.now(), "queue_ms": record.queue_ms}
        return NOT_BEGUN | {"status": record.status} | started
    return {
        "status": record.status, "ms": record.ms, "cached": record.cached,
        "provider": record.provider, "error": dict(record.error) if record.error else None,
        "left": record.left,
    }  # fmt: skip
