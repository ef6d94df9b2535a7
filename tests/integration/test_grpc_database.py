"""The gRPC door on a real PostgreSQL: few connections, and none that stays broken."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import grpc
import psycopg
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection

from builder.actions.tokens import create_token
from builder.api.grpc.server import start_server
from builder.api.v2.methods import METHODS, SERVICE
from tests.databases import cut_connections, running_postgresql, used_by_django
from tests.servers import free_port

THREADS, CALLS = 4, 24
SECONDS = 30
USER = METHODS["GetUser"]


@pytest.fixture(scope="module")
def address():
    with running_postgresql() as running:
        yield running


@pytest.fixture
def postgresql(address, db):
    with used_by_django(address):
        yield address
        connection.close()
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def ask(postgresql):
    """Asks who the caller is, over gRPC; `stop` ends the server."""
    _, key = create_token(User.objects.create(username="ana"))
    port = free_port()
    server = start_server("127.0.0.1", port, threads=THREADS)
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        call = channel.unary_unary(
            f"/{SERVICE}/{USER.name}", USER.request.SerializeToString, USER.response.FromString
        )

        def ask(_=None):
            metadata = [("authorization", f"Key {key}")]
            return call(USER.request(), metadata=metadata, timeout=SECONDS)

        ask.stop = lambda: server.stop(None).wait(SECONDS)
        yield ask
        ask.stop()


def connections(address):
    """Those of others than this question and this test."""
    with psycopg.connect(address, autocommit=True) as rows:
        statement = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid NOT IN (pg_backend_pid(), %s)"
        )
        return rows.execute(statement, [connection.connection.info.backend_pid]).fetchone()[0]


def test_many_callers_hold_no_more_connections_than_there_are_threads(ask, postgresql):
    with ThreadPoolExecutor(CALLS) as pool:
        answers = list(pool.map(ask, range(CALLS)))
    assert {answer.user.id for answer in answers} == {"ana"}
    assert 1 <= connections(postgresql) <= THREADS


def test_after_a_restart_of_the_database_the_next_caller_notices_nothing(ask, postgresql):
    assert ask().user.id == "ana"
    cut_connections(postgresql)
    assert ask().user.id == "ana"
    connection.close()
