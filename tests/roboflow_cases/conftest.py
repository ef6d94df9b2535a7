"""The servers that cases run on."""

from __future__ import annotations

import pytest

from tests.builder.api.roboflow.calls import Door
from tests.roboflow_cases import made_models
from tests.roboflow_cases.outside import outside


@pytest.fixture(scope="session")
def door(server, editor, tmp_path_factory):
    """The door, with a key of the demo app, which has the small models."""
    made_models.import_all(server, tmp_path_factory.mktemp("models") / "made")
    return Door(server, server.token("--app", "demo"))


@pytest.fixture(scope="session")
def around(tmp_path_factory):
    """A server that may reach a web server and a mail server, and these."""
    with outside(tmp_path_factory.mktemp("outside")) as found:
        yield found
