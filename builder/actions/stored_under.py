"""Stores what needs an id that nobody else has, also when two ask for one at the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import IntegrityError, transaction

if TYPE_CHECKING:
    from collections.abc import Callable

    from runtime.contracts.errors import WeftError

TRIES = 5
Row = TypeVar("Row")


def stored_under(
    key: str, free: Callable[[], str], store: Callable[[str], Row], taken: WeftError
) -> Row:
    """What `store` makes under the key, or without one under what `free` finds.

    To have asked whether an id is free does not keep it free: of two who ask at once the second
    gets `taken` raised, or another id.
    """
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                return store(key or free())
        except IntegrityError as error:
            if key or attempt == TRIES - 1:
                raise taken from error
    raise AssertionError("the last try returns or raises")
