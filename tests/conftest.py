"""One server for all tests that talk to one."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.clients import Api, Editor
from tests.connected import APP, OFFERS
from tests.openai_server import KEY, openai_server
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


@pytest.fixture(scope="session")
def lender():
    """The other side."""
    with openai_server() as server:
        yield server


@pytest.fixture(scope="session")
def connected(tmp_path_factory, lender):
    """A server that may reach the other side, with a connection `lender` in the demo app."""
    folder = tmp_path_factory.mktemp("connected")
    with running_server(folder, WEFT_CONNECTION_HOSTS=f"127.0.0.1:{lender.port}") as server:
        editor = Editor(server)
        made = editor.post(f"{APP}/secrets", {"name": "lender-key", "value": KEY})
        assert made.status_code == 201, made.text
        made = editor.post(
            f"{APP}/connections",
            {
                "name": "lender", "kind": "openai", "address": lender.url, "secret": "lender-key",
                "offers": OFFERS, "models": dict.fromkeys(OFFERS, "echo"),
            },
        )  # fmt: skip
        assert made.status_code == 201, made.text
        made = editor.post(
            f"{APP}/connections", {"name": "hooks", "kind": "http", "address": lender.url}
        )
        assert made.status_code == 201, made.text
        yield SimpleNamespace(server=server, editor=editor)


@pytest.fixture
def desk(connected, lender):
    """The editor's API of that server; the other side has forgotten earlier tests."""
    yield connected.editor
    lender.let_go.set()
    lender.forget()
