"""One server for all tests that talk to one."""

from __future__ import annotations

import pytest

from tests.clients import Api, Editor
from tests.servers import running_server


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Weft, started as `make run` starts it, shared by all tests that only add to it."""
    with running_server(tmp_path_factory.mktemp("weft")) as running:
        yield running


@pytest.fixture(scope="session")
def token(server):
    return server.token()


@pytest.fixture
def api(server, token):
    """The public API, as the user local."""
    return Api(server, token)


@pytest.fixture(scope="session")
def editor(server):
    """The editor's API, signed in through the link that the start printed."""
    return Editor(server)
