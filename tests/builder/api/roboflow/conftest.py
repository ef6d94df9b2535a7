"""The door, with a key of the demo app."""

from __future__ import annotations

import pytest

from tests.builder.api.roboflow.calls import Door


@pytest.fixture(scope="session")
def door(server):
    return Door(server, server.token("--app", "demo"))
