"""A stranger's visit to a public page: let in within the limits, then hold a ticket to one run.

No cookie says who a visitor is, so none can be dropped to start counting anew: the address counts.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from builder import queries
from builder.models import Run, TryPage, TryVisit
from runtime.contracts.errors import NotFoundError, WeftError
from runtime.contracts.limits import TRY_RUNS_AT_ONCE, TRY_TICKET_SECONDS, TRY_WINDOW_SECONDS

if TYPE_CHECKING:
    from django.db.models import QuerySet

SALT = "weft.try"
WINDOW = dt.timedelta(seconds=TRY_WINDOW_SECONDS)
BUSY_SECONDS = 5


class TooManyVisitsError(WeftError):
    """The page, or one address on it, had its runs for this hour."""

    code = "too_many_visits"
    status = 429
    retry = True


def admit_visitor(page: TryPage, address: str) -> None:
    """Count one attempt, or raise a 429 that says when to come back.

    It counts before anything of the request is read, so that junk is bounded like runs are.
    """
    visitor = salted_hmac(SALT, f"{page.pk}:{address}", algorithm="sha256").hexdigest()[:32]
    with transaction.atomic():
        TryPage.objects.select_for_update().get(pk=page.pk)
        page.visits.filter(at__lt=timezone.now() - WINDOW).delete()
        mine = page.visits.filter(visitor=visitor)
        _refuse_over(mine, settings.TRY_RUNS_PER_VISITOR, "from one address")
        _refuse_over(page.visits.all(), settings.TRY_RUNS_PER_PAGE, "from everybody together")
        _refuse_crowd(page)
        TryVisit.objects.create(page=page, visitor=visitor)


def make_ticket(page: TryPage, run: Run) -> str:
    """What the visitor shows to see this run; it ends with the link and after an hour."""
    return signing.dumps({"page": page.key, "run": run.pk}, salt=SALT)


def run_of_ticket(ticket: str) -> Run:
    """The run a ticket stands for. Raises `NotFoundError` when one of them is old."""
    try:
        told = signing.loads(ticket, salt=SALT, max_age=TRY_TICKET_SECONDS)
    except signing.BadSignature as error:
        message = "This result is not kept for visitors any more. Run it again."
        raise NotFoundError(message) from error
    return queries.visited_run(queries.try_page(told["page"]), told["run"])


def _refuse_over(visits: QuerySet[TryVisit], limit: int, whose: str) -> None:
    """Refuse when as many as `limit` lie in the window; the oldest that must leave says when."""
    newest = list(visits.order_by("-at").values_list("at", flat=True)[:limit])
    if len(newest) < limit:
        return
    wait = max(1, int((newest[-1] + WINDOW - timezone.now()).total_seconds()) + 1)
    message = f"This page takes {limit} runs an hour {whose}. Try again in {_in_words(wait)}."
    raise TooManyVisitsError(message, limit=limit, retry_after=wait)


def _refuse_crowd(page: TryPage) -> None:
    active = Run.objects.filter(
        workflow=page.workflow_id, origin="try", status__in=("queued", "running")
    ).count()
    if active >= TRY_RUNS_AT_ONCE:
        message = f"{active} runs of this page are going on. Try again in {BUSY_SECONDS} s."
        raise TooManyVisitsError(message, limit=TRY_RUNS_AT_ONCE, retry_after=BUSY_SECONDS)


def _in_words(seconds: int) -> str:
    if seconds < 90:
        return f"{seconds} s"
    return f"{-(-seconds // 60)} minutes"
