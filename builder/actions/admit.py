"""Back-pressure: nothing is accepted that would only wait, and nothing that cannot be run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache

from builder import sweeping
from builder.models import Quarantine, Run
from runtime.contracts.errors import ConflictError, WeftError
from runtime.contracts.limits import LANES, MAX_QUEUE_SECONDS, MAX_QUEUED_PER_APP

if TYPE_CHECKING:
    from builder.models import App, Version

LOOK_SECONDS = 1
"""How long the age of the queue is remembered: one look a second serves every caller."""


class TooManyQueuedError(WeftError):
    """The app has enough runs waiting."""

    code = "too_many_queued"
    status = 429
    retry = True


class OverloadedError(WeftError):
    """Everybody's runs wait too long."""

    code = "overloaded"
    status = 503
    retry = True


class QuarantinedError(ConflictError):
    """The version is out of service."""

    code = "version_quarantined"


def admit(app: App) -> None:
    """Let one more run of this app in, or raise with the seconds after which to try again."""
    queued = Run.objects.filter(app=app, status="queued").count()
    if queued >= MAX_QUEUED_PER_APP:
        wait = _wait(queued)
        message = f"{queued} runs of {app.key} are queued already. Try again in {wait} s."
        raise TooManyQueuedError(message, queued=queued, retry_after=wait)
    age = cache.get("queue-age")
    if age is None:
        age = sweeping.oldest_waiting_seconds(LANES)
        cache.set("queue-age", age, LOOK_SECONDS)
    if age > MAX_QUEUE_SECONDS:
        wait = _wait(int(age))
        message = f"The oldest queued run has waited {age:.0f} s. Try again in {wait} s."
        raise OverloadedError(message, queue_seconds=round(age), retry_after=wait)


def refuse_quarantined(version: Version | None) -> None:
    """Raise when this version was taken out of service."""
    if version is None:
        return
    found = Quarantine.objects.filter(version=version).first()
    if found is not None:
        message = f"This version is out of service: {found.reason}. Save one that differs."
        raise QuarantinedError(message, version=version.pk)


def _wait(load: int) -> int:
    return max(2, min(60, load // 10))
