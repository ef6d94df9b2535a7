"""Slows down guessing of passwords and links: a few failures from one place, then a pause.

Counted in the cache of this process: enough for one server, a shared cache makes it exact for many.
"""

from __future__ import annotations

from django.core.cache import cache

from runtime.contracts.errors import WeftError

MAX_FAILURES = 8
PAUSE_SECONDS = 300
WRONG_PASSWORDS = "Too many wrong passwords. Wait five minutes, then try again."


class TooManyAttemptsError(WeftError):
    """Wrong passwords, too often."""

    code = "too_many_attempts"
    status = 429
    retry = True


def refuse_guessing(place: str, message: str = WRONG_PASSWORDS) -> None:
    """Raise when this place failed too often lately."""
    if cache.get(f"sign-in:{place}", 0) >= MAX_FAILURES:
        raise TooManyAttemptsError(message, retry_after=PAUSE_SECONDS)


def note_failure(place: str) -> None:
    """Count a failure."""
    key = f"sign-in:{place}"
    cache.add(key, 0, PAUSE_SECONDS)
    cache.incr(key)


def forget_failures(place: str) -> None:
    """A right password clears the count."""
    cache.delete(f"sign-in:{place}")
