"""What the tests of pruning stand on: an empty database of either kind, a person, a workflow."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import override_settings

from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.permissions import Actor
from config.files import file_store
from tests.builder.pruning.kept import GRAPH
from tests.databases import running_postgresql, used_by_django


@pytest.fixture(scope="package")
def postgresql():
    with running_postgresql() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, db):
    """Either kind, with tables and nothing in them."""
    if request.param == "sqlite":
        yield
        return
    with used_by_django(request.getfixturevalue("postgresql")):
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def actor(database, tmp_path):
    files = file_store("", tmp_path, endpoint="", region="")
    with override_settings(STORAGES={"default": files}, KEEP_RUNS_DAYS=30):
        yield Actor(User.objects.create(username="ana"))


@pytest.fixture
def workflow(actor):
    return create_workflow(actor, create_app(actor, "App", "text"), "Flow", GRAPH)
