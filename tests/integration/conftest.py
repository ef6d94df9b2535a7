"""The production processes of docker-compose.yml, on a real PostgreSQL and a real Redis."""

from __future__ import annotations

import pytest

from tests.clients import Api, Editor
from tests.compose import running_stack


@pytest.fixture(scope="module")
def stack():
    """Everything that `docker compose up` starts except the proxy, healthy."""
    with running_stack() as running:
        yield running


@pytest.fixture(scope="module")
def web_api(stack):
    server = stack.server("web")
    return Api(server, server.token())


@pytest.fixture(scope="module")
def web_editor(stack):
    return Editor(stack.server("web"))
