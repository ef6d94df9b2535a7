"""The database from threads that are not ours, such as an operator's own."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import close_old_connections, connection

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def visiting_database() -> Iterator[None]:
    """Lets go of a broken connection first, and of one that was opened here afterwards."""
    fresh = connection.connection is None
    close_old_connections()
    try:
        yield
    finally:
        if fresh:
            connection.close()
