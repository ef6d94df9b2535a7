"""The editor offers a graph's author the models that the graph may use, and no others."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from builder.actions.create_app import create_app
from builder.actions.seed import seed_models
from builder.models import Model, ModelVersion
from builder.permissions import Actor


def own_model(app, key):
    model = Model.objects.create(app=app, key=key, title=key, task="detect")
    newest = ModelVersion.objects.filter(model__key="plates").first()
    card = {**newest.manifest, "id": key}
    ModelVersion.objects.create(model=model, number=1, digest="0" * 64, manifest=card)


@pytest.fixture
def ana(db, client):
    """Signed in, with a model in each of two apps; answers what `GET /models` lists."""
    seed_models()
    for name in ("ana", "bob"):
        actor = Actor(User.objects.create(username=name))
        for key in ("first", "second"):
            own_model(create_app(actor, key, "image", key=key), f"{name}-{key}")
    client.force_login(User.objects.get(username="ana"))

    def listed(**query):
        answer = client.get("/api/editor/models", query)
        if answer.status_code != 200:
            return answer.status_code
        return {card["id"] for card in answer.json()["models"]}

    return listed


def test_with_an_app_its_own_and_the_shared_models_are_listed(ana):
    found = ana(app="ana/first")
    assert {"ana-first", "plates"} <= found
    assert not {name for name in found if name.startswith("bob-")} | ({"ana-second"} & found)


def test_without_an_app_all_of_ones_own_are_listed(ana):
    found = ana()
    assert {"ana-first", "ana-second", "plates"} <= found
    assert not any(name.startswith("bob-") for name in found)


def test_the_other_filters_hold_within_an_app(ana):
    assert ana(app="ana/first", task="detect", search="ana") == {"ana-first"}


def test_ones_own_app_may_be_called_mine(ana):
    assert ana(app="me/second", search="ana") == {"ana-second"}


@pytest.mark.parametrize("app", ["bob/first", "ana/nowhere", "weft/models"])
def test_an_app_that_one_may_not_reach_is_not_there(ana, app):
    assert ana(app=app) == 404


@pytest.mark.parametrize("app", ["", "ana", "ana/", "/first"])
def test_what_is_no_app_is_refused(ana, app):
    assert ana(app=app) == 400
