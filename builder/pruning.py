"""Retention: ended runs leave after some days, then the files that nothing points at any more.

Little by little, so that nobody waits for it. No file that is needed goes, because whoever makes a
run point at a file notes its use first (`write_blob`, `Blob.note_use`), so that at this moment
`used_at` is at most `FRESH` old. A file that was not used for as long as runs are kept can hence
only be pointed at by runs that are older than that and still here; these are few, and are looked
through.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, islice
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models.functions import Now

from builder.blob_files import remove_blob
from builder.models import (
    App,
    Blob,
    Draft,
    KeptDraft,
    ModelVersion,
    NodeOutput,
    Pin,
    Run,
    RunInput,
    Sample,
    StoredEmbedding,
    Version,
    Workflow,
)
from builder.models.blob import FRESH
from builder.models.run import TERMINAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

log = logging.getLogger(__name__)

LOCK_NUMBER = 0x70727565
RUNS_AT_ONCE, FILES_AT_ONCE = 50, 100
GRACE = 2 * FRESH
"""Files stay for so long after the last run that could point at them."""
ACCEPTING = dt.timedelta(hours=1)
"""More than passes between keeping an input and committing its run."""


@dataclass
class Pruned:
    """What went, or would go."""

    runs: int = 0
    files: int = 0
    bytes: int = 0
    done: bool = False
    """Whether nothing is left to do."""


def prune(days: int, seconds: float) -> Pruned:
    """Remove what is older, for about so long. Raises `FilesUnavailableError`."""
    ends_at, pruned = monotonic() + seconds, Pruned()
    for step in (_remove_runs, _remove_files):
        while step(days, pruned):
            if monotonic() > ends_at:
                return pruned
    pruned.done = True
    return pruned


def foresee(days: int) -> Pruned:
    """What `prune` would remove, without removing anything."""
    leaving = _expired(days)
    foreseen = Pruned(runs=leaving.count(), done=True)
    unused = _unused(days).iterator()
    while some := list(islice(unused, FILES_AT_ONCE)):
        for blob in _unneeded(some, Run.objects.exclude(pk__in=leaving.values("pk"))):
            foreseen.files += 1
            foreseen.bytes += blob.size
    return foreseen


def _remove_runs(days: int, pruned: Pruned) -> bool:
    """One batch, with inputs, outputs, events and idempotency keys; whether there may be more."""
    with transaction.atomic():
        _wait_for_turn()
        oldest = _expired(days).order_by("finished_at").values_list("pk", flat=True)
        listed = list(oldest[:RUNS_AT_ONCE])
        _, each = Run.objects.filter(pk__in=listed, status__in=TERMINAL).delete()
    pruned.runs += each.get("builder.Run", 0)
    return len(listed) == RUNS_AT_ONCE


def _remove_files(days: int, pruned: Pruned) -> bool:
    """One batch; those that are needed count as used now, so the next batch is another one."""
    some = list(_unused(days).order_by("used_at")[:FILES_AT_ONCE])
    unneeded = _unneeded(some, Run.objects.all())
    for app, needed in _by_app(set(some).difference(unneeded)).items():
        Blob.note_use(app, [blob.digest for blob in needed])
    for blob in unneeded:
        if remove_blob(blob):
            pruned.files += 1
            pruned.bytes += blob.size
    return len(some) == FILES_AT_ONCE


def _wait_for_turn() -> None:
    """One process removes at a time, a batch long; SQLite's transactions see to that themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_NUMBER])


def _expired(days: int) -> QuerySet[Run]:
    before = Now() - dt.timedelta(days=days)
    return Run.objects.filter(status__in=TERMINAL, finished_at__lt=before)


def _unused(days: int) -> QuerySet[Blob]:
    return Blob.objects.filter(used_at__lt=Now() - (dt.timedelta(days=days) + GRACE))


def _unneeded(blobs: Iterable[Blob], runs: QuerySet[Run]) -> list[Blob]:
    """Those that nothing points at, as far as these runs and all that people made go."""
    free: list[Blob] = []
    for app, listed in _by_app(blobs).items():
        digests = {blob.digest for blob in listed}
        newest = max(blob.used_at for blob in listed) + FRESH + ACCEPTING
        old = runs.filter(app=app, created_at__lte=newest).values("pk")
        for tree in chain(_made_in(app), _left_by(old)):
            digests.difference_update(_strings(tree))
        free += [blob for blob in listed if blob.digest in digests]
    return free


def _by_app(blobs: Iterable[Blob]) -> dict[int, list[Blob]]:
    found: dict[int, list[Blob]] = defaultdict(list)
    for blob in blobs:
        found[blob.app_id].append(blob)
    return found


def _made_in(app: int) -> Iterator[Any]:
    """Everything that people made in an app and that may name a file."""
    yield from Sample.objects.filter(app=app).values_list("digest").iterator()
    yield from Draft.objects.filter(workflow__app=app).values_list("graph", "layout").iterator()
    yield from KeptDraft.objects.filter(workflow__app=app).values_list("graph", "layout").iterator()
    yield from Version.objects.filter(workflow__app=app).values_list("graph", "layout").iterator()
    yield from Workflow.objects.filter(app=app).values_list("card").iterator()
    yield from App.objects.filter(pk=app).values_list("card").iterator()
    yield from Pin.objects.filter(workflow__app=app).values_list("outputs").iterator()
    entries = StoredEmbedding.objects.filter(index__app=app).exclude(thumbnail_digest="")
    yield from entries.values_list("thumbnail_digest").iterator()
    yield from (
        ModelVersion.objects.filter(model__app=app, model__deleted_at=None)
        .values_list("manifest")
        .iterator()
    )


def _left_by(runs: Any) -> Iterator[Any]:
    """Everything that runs hold and that may name a file; events repeat what outputs say."""
    yield from RunInput.objects.filter(run__in=runs).values_list("values").iterator()
    yield from NodeOutput.objects.filter(run__in=runs).values_list("ports").iterator()


def _strings(tree: Any) -> Iterator[str]:
    """Every string in a JSON document, keys aside."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for item in tree.values():
            yield from _strings(item)
    elif isinstance(tree, list | tuple):
        for item in tree:
            yield from _strings(item)
