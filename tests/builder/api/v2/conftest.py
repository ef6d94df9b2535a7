"""An app of its own for each test, and the two doors to it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.clarifai_clients import DOORS, Rest


@pytest.fixture
def shop(editor):
    """The id of an empty app of the user local."""
    made = editor.post("/apps", {"name": f"shop {uuid4().hex[:8]}", "input_type": "text"})
    assert made.status_code == 201, made.text
    return made.json()["id"]


@pytest.fixture(params=DOORS)
def door(request, server, token, shop):
    """Clarifai's methods in that app, over REST and over gRPC."""
    return DOORS[request.param](server, token, "local", shop)


@pytest.fixture
def rest(server, token, shop):
    """The same over REST alone."""
    return Rest(server, token, "local", shop)
