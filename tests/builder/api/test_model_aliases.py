"""Which model an id of another product means: kept by its owner, found by all ways of writing."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db.models.functions import Now

from builder import queries
from builder.actions.alias_model import MAX_ALIASES, alias_model
from builder.actions.create_app import create_app
from builder.actions.seed import seed_models
from builder.models import Model, ModelAlias, ModelVersion
from builder.permissions import Actor
from runtime.contracts.errors import ConflictError
from tests.builder.api.people import stranger_of

TABLE = "/apps/local/demo/model-aliases"
THEIRS = "vehicle-registration-plates-trudk"


@pytest.fixture
def actor(db):
    seed_models()
    return Actor(User.objects.create(username="ana"))


@pytest.fixture
def app(actor):
    return create_app(actor, "Yard", "image")


def own(app, key="yard", versions=1):
    model = Model.objects.create(app=app, key=key, title=key, task="detect")
    for number in range(1, versions + 1):
        ModelVersion.objects.create(model=model, number=number, digest=f"{number}", manifest={})
    return model


def test_an_alias_is_added_listed_changed_and_forgotten(editor):
    made = editor.put(TABLE, {"alias": f"{THEIRS}/2", "model": "plates"})
    assert made.status_code == 200, made.text
    row = made.json()
    assert (row["alias"], row["model"], row["shared"], row["missing"]) == (
        f"{THEIRS}/2", "plates", True, False,
    )  # fmt: skip
    assert row["version"] is None
    assert (
        editor.put(TABLE, {"alias": f"{THEIRS}/2", "model": "smiles"}).json()["model"] == "smiles"
    )
    listed = editor.get(TABLE).json()["aliases"]
    assert [one["model"] for one in listed if one["alias"] == f"{THEIRS}/2"] == ["smiles"]
    gone = f"{TABLE}/{THEIRS}/2"
    assert editor.call("DELETE", gone).status_code == 204
    assert editor.call("DELETE", gone).status_code == 404


def test_a_stranger_finds_no_table(server):
    stranger = stranger_of(server)
    assert stranger.get(TABLE).status_code == 404
    assert stranger.put(TABLE, {"alias": "a/1", "model": "plates"}).status_code == 404
    assert stranger.call("DELETE", f"{TABLE}/a/1").status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"alias": "", "model": "plates"}, 400, "1 to 128"),
        ({"alias": "two words", "model": "plates"}, 400, "no spaces"),
        ({"alias": "x" * 129, "model": "plates"}, 400, "1 to 128"),
        ({"alias": "a/1"}, 400, "Choose the model"),
        ({"alias": "a/1", "model": "nothing"}, 404, "no model nothing"),
        ({"alias": "a/1", "model": "plates", "version": "f" * 32}, 404, "no version"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(editor, body, status, said):
    answer = editor.put(TABLE, body)
    assert answer.status_code == status
    assert said in answer.json()["error"]["message"]


def test_the_table_has_an_end(actor, app):
    model = queries.model_for(app, "plates")
    ModelAlias.objects.bulk_create(
        ModelAlias(app=app, alias=f"a/{number}", model=model) for number in range(MAX_ALIASES)
    )
    alias_model(actor, app, "a/0", "smiles")
    with pytest.raises(ConflictError):
        alias_model(actor, app, "one/more", "plates")


def test_the_table_comes_first_and_a_project_stands_for_its_versions(actor, app):
    alias_model(actor, app, "plates", "smiles")
    alias_model(actor, app, THEIRS, "plates")
    assert queries.meant_model(app, "plates").id == "smiles"
    assert queries.meant_model(app, f"{THEIRS}/7").id == "plates"
    alias_model(actor, app, f"{THEIRS}/7", "digits")
    assert queries.meant_model(app, f"{THEIRS}/7").id == "digits"


def test_models_are_found_by_their_own_ids(actor, app):
    model = own(app, versions=2)
    versions = {row.number: row.pk for row in model.versions.all()}
    assert queries.meant_model(app, "yard").version is None
    assert queries.meant_model(app, "yard/1").version == versions[1]
    assert queries.meant_model(app, f"{app.key}/yard/2").version == versions[2]
    assert queries.meant_model(app, "plates").app == "models"
    assert queries.meant_model(app, "models/plates").user == "weft"
    for name in ("yard/3", "elsewhere/yard", "yolov8n-640", "coco/3", "a/b/c/d", "", "/", "é/1"):
        assert queries.meant_model(app, name) is None, name


def test_a_version_may_be_pinned(actor, app):
    model = own(app, versions=2)
    first = model.versions.get(number=1)
    alias_model(actor, app, "x/1", "yard", first.pk)
    assert queries.meant_model(app, "x/1").version == first.pk


def test_what_was_deleted_means_nothing_any_more(actor, app):
    model = own(app)
    alias_model(actor, app, "x/1", "yard")
    Model.objects.filter(pk=model.pk).update(deleted_at=Now())
    assert queries.meant_model(app, "x/1") is None


def test_models_of_other_apps_are_not_meant(actor, app):
    other = create_app(actor, "Other", "image")
    own(other, "hidden")
    assert queries.meant_model(app, "hidden") is None
    assert queries.meant_model(app, f"{other.key}/hidden") is None
