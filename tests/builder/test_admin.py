"""The operator's window: everything can be seen, little can be changed, dead runs can be mended."""

from __future__ import annotations

import pytest
import requests
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.cache import cache
from django.db.models.functions import Now

from builder.actions.accept_inputs import AcceptedInput
from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.drop_run import drop_run
from builder.actions.edit_workflow import delete_workflow
from builder.actions.login_links import make_login_code
from builder.actions.retry_run import retry_run
from builder.actions.save_version import save_version
from builder.actions.seed import seed_models
from builder.actions.sessions import open_session
from builder.actions.start_run import WhatToRun, start_run
from builder.actions.throttle import MAX_FAILURES
from builder.actions.tokens import actor_of, create_token
from builder.models import (
    Blob,
    Connection,
    KeptDraft,
    LoginCode,
    ModelAlias,
    ModelVersion,
    NodeOutput,
    NodeRun,
    Pin,
    Quarantine,
    Run,
    RunEvent,
    RunInput,
    RunShare,
    Sample,
    SearchIndex,
    Secret,
    StoredEmbedding,
    TryPage,
    TryVisit,
    Workflow,
)
from builder.permissions import Actor
from builder.run_store import DatabaseRunStore
from runtime.contracts.errors import ConflictError, ForbiddenError

GRAPH = {
    "schema": 1,
    "inputs": [{"name": "text", "type": "text"}],
    "nodes": [
        {"id": "say", "operator": "prompter", "inputs": {"text": ["IN.text"]},
         "params": {"prompt_template": "{data.text.raw}"}},
    ],
}  # fmt: skip
RUNS = "/admin/builder/run/"
ENTITIES = [model for model in apps.get_models() if model.__module__.startswith("builder.models")]
PASSWORD = "correct horse battery"


@pytest.fixture
def actor(db):
    return Actor(User.objects.create(username="ana"))


@pytest.fixture
def version(actor):
    workflow = create_workflow(actor, create_app(actor, "App", "text"), "Flow", GRAPH)
    return save_version(actor, workflow, GRAPH)


@pytest.fixture
def make_run(actor, version):
    """Starts a run of the version and gives it a status."""

    def make(status="dead"):
        inputs = [AcceptedInput("one", {"text": {"kind": "text", "raw": "hi"}})]
        run = start_run(actor, WhatToRun.of(version, version.workflow), inputs, "api")
        if status != "queued":
            error = {"code": "attempts_exhausted", "message": "The worker was lost."}
            RunEvent.objects.create(run=run, seq=2, type=status, data={"error": error})
            NodeRun.objects.create(run=run, node="say", status="succeeded")
            NodeOutput.objects.create(run=run, node="say", index=0, ports={})
            Run.objects.filter(pk=run.pk).update(
                status=status, error=error, next_seq=3, attempt=3, finished_at=Now()
            )
            run.refresh_from_db()
        return run

    return make


@pytest.fixture
def operator(db):
    return User.objects.create_superuser("root", password=PASSWORD)


@pytest.fixture
def window(client, operator):
    client.force_login(operator)
    return client


def choose(window, action, *runs, **more):
    body = {"action": action, "_selected_action": [run.pk for run in runs], **more}
    return window.post(RUNS, body, follow=True)


def told(answer):
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize("model", ENTITIES, ids=lambda model: model.__name__)
def test_every_entity_has_a_page(model):
    assert model in admin.site._registry


@pytest.mark.parametrize("model", ENTITIES, ids=lambda model: model.__name__)
def test_its_list_its_search_and_its_rows_open(window, make_run, actor, version, model):
    run = make_run()
    RunShare.objects.create(run=run, created_by=actor.user)
    KeptDraft.objects.create(
        workflow=version.workflow, name="Before", graph=GRAPH, created_by=actor.user
    )
    Pin.objects.create(
        workflow=version.workflow, node="say", operator="prompter", outputs=[], run_number=1
    )
    seed_models()
    create_token(actor.user, "laptop")
    make_login_code(actor.user)
    Blob.objects.create(app=version.workflow.app, digest="0" * 64, media_type="a/b", size=1)
    Sample.objects.create(app=version.workflow.app, title="Street", kind="image")
    Quarantine.objects.create(version=version, reason="it crashed")
    app = version.workflow.app
    secret = Secret.objects.create(app=app, name="key", ciphertext=b"x")
    Connection.objects.create(
        app=app, name="c", kind="http", address="https://x.example", secret=secret
    )
    ModelAlias.objects.create(
        app=app, alias="plates-trudk/2", model=ModelVersion.objects.first().model
    )
    index = SearchIndex.objects.create(app=app, name="faces", dimensions=2)
    StoredEmbedding.objects.create(index=index, fingerprint="0" * 32, vector=b"v", run=run.pk)
    page = TryPage.objects.create(workflow=version.workflow, key="k")
    TryVisit.objects.create(page=page, visitor="v")
    open_session(actor, version.workflow, version)
    place = f"/admin/builder/{model._meta.model_name}/"
    assert window.get(place).status_code == 200
    assert window.get(place, {"q": "x"}).status_code == 200
    row = admin.site._registry[model].get_queryset(None).first()
    assert row is not None
    page = window.get(f"{place}{row.pk}/change/")
    assert page.status_code == 200
    assert window.get(f"{place}add/").status_code == 403


@pytest.mark.parametrize("name", ["version", "modelversion", "runevent", "run"])
def test_what_never_changes_has_no_form(window, make_run, version, name):
    run = make_run()
    seed_models()
    rows = {
        "version": version, "run": run, "runevent": run.events.get(seq=1),
        "modelversion": ModelVersion.objects.first(),
    }  # fmt: skip
    place = f"/admin/builder/{name}/{rows[name].pk}/"
    assert b'name="_save"' not in window.get(f"{place}change/").content
    assert window.post(f"{place}change/", {"number": 9, "type": "x"}).status_code == 403
    assert window.post(f"{place}delete/", {"post": "yes"}).status_code == 403


def test_a_workflows_name_is_changed_by_the_rules_of_the_canvas(window, version):
    place = f"/admin/builder/workflow/{version.workflow_id}/change/"
    assert window.post(place, {"name": "Better", "note": "n", "key": "other"}).status_code == 302
    row = Workflow.objects.get(pk=version.workflow_id)
    assert (row.name, row.key) == ("Better", version.workflow.key)
    page = window.post(place, {"name": "hidden\u202etxt", "note": ""})
    assert "invisible" in page.content.decode()


def test_what_people_deleted_is_still_seen(window, version):
    delete_workflow(version.workflow)
    assert b"flow" in window.get("/admin/builder/workflow/").content
    assert not Workflow.objects.exists()


def test_no_secret_and_no_hash_is_shown(window, actor):
    token, text = create_token(actor.user, "laptop")
    make_login_code(actor.user)
    code = LoginCode.objects.get()
    pages = [
        window.get(f"/admin/builder/token/{token.pk}/change/"),
        window.get(f"/admin/builder/logincode/{code.pk}/change/"),
    ]
    shown = b"".join(page.content for page in pages).decode()
    assert "laptop" in shown
    for secret in (token.secret_hash, code.code_hash, text.split("_", 2)[2]):
        assert secret not in shown


def test_a_token_is_revoked(window, actor):
    token, text = create_token(actor.user)
    window.post("/admin/builder/token/", {"action": "revoke", "_selected_action": [token.pk]})
    assert actor_of(text) is None


def test_a_quarantined_version_is_put_back(window, version):
    row = Quarantine.objects.create(version=version, reason="it crashed")
    window.post(f"/admin/builder/quarantine/{row.pk}/delete/", {"post": "yes"})
    assert not Quarantine.objects.exists()


def test_a_runs_page_tells_its_story(window, make_run):
    page = window.get(f"{RUNS}{make_run().pk}/change/").content.decode()
    story = page[page.index('id="events-group"') :]
    assert story.index("queued") < story.index("attempts_exhausted")


def test_dead_runs_are_found(window, make_run):
    dead, other = make_run("dead"), make_run("failed")
    page = window.get(RUNS, {"status": "dead"}).content.decode()
    assert dead.pk in page
    assert other.pk not in page


@pytest.mark.parametrize("status", ["dead", "failed"])
def test_a_retry_is_a_new_run_of_the_same_graph_and_inputs(window, operator, make_run, status):
    old = make_run(status)
    before = list(old.events.values_list("seq", "type"))
    answer = choose(window, "retry", old)
    new = Run.objects.exclude(pk=old.pk).get()
    assert told(answer) == [f"Run {old.number} is retried as run {new.number} ({new.pk})."]
    assert (new.status, new.origin, new.attempt) == ("queued", "retry", 0)
    assert (new.graph, new.version_id, new.created_by) == (
        old.graph,
        old.version_id,
        old.created_by,
    )
    assert [i.values for i in new.inputs.all()] == [i.values for i in old.inputs.all()]
    assert new.events.get().data == {"retry_of": old.pk}
    old.refresh_from_db()
    assert old.status == status
    assert list(old.events.values_list("seq", "type")) == before
    assert LogEntry.objects.get().user == operator


def test_a_retried_run_can_be_claimed(make_run, actor):
    new = retry_run(actor, make_run())
    assert DatabaseRunStore().claim(new.pk, "a").attempt == 1


@pytest.mark.parametrize("status", ["queued", "running", "succeeded", "cancelled"])
def test_only_failed_and_dead_runs_are_retried(window, make_run, actor, status):
    run = make_run(status)
    assert "only failed and dead runs" in told(choose(window, "retry", run))[0]
    with pytest.raises(ConflictError):
        retry_run(actor, run)
    assert Run.objects.count() == 1


def test_a_version_out_of_service_is_not_retried(window, make_run, version):
    run = make_run()
    Quarantine.objects.create(version=version, reason="it crashed")
    assert "out of service" in told(choose(window, "retry", run))[0]


def test_dropping_asks_first(window, make_run):
    run, other = make_run("dead"), make_run("failed")
    page = choose(window, "drop", run, other).content.decode()
    assert Run.objects.count() == 2
    assert "go for good" in page
    assert "not dead and stay" in page


def test_a_dropped_run_leaves_nothing_behind(window, operator, make_run):
    run, other = make_run("dead"), make_run("failed")
    told_back = told(choose(window, "drop", run, other, confirmed="yes"))
    assert len(told_back) == 2
    assert Run.objects.get() == other
    for rows in (RunEvent, RunInput, NodeRun, NodeOutput):
        assert set(rows.objects.values_list("run_id", flat=True)) == {other.pk}
    assert [entry.object_id for entry in LogEntry.objects.all()] == [run.pk]


def test_a_stranger_mends_no_run(make_run, db):
    run = make_run()
    bob = Actor(User.objects.create(username="bob"))
    viewer = Actor(User.objects.create(username="eve", is_staff=True))
    for actor in (bob, viewer):
        with pytest.raises(ForbiddenError):
            retry_run(actor, run)
        with pytest.raises(ForbiddenError):
            drop_run(actor, run)


def test_a_token_of_an_operator_mends_no_others_run(make_run, operator):
    token, _ = create_token(operator)
    with pytest.raises(ForbiddenError):
        drop_run(Actor(operator, token), make_run())


def test_who_may_only_look_is_offered_no_verb(client, make_run):
    run = make_run()
    user = User.objects.create(username="eve", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_run"))
    client.force_login(user)
    assert b"Retry selected" not in client.get(RUNS).content
    choose(client, "retry", run)
    assert Run.objects.count() == 1


@pytest.mark.parametrize("place", ["/admin/", RUNS, "/admin/builder/token/"])
def test_others_are_asked_to_sign_in(client, actor, place):
    for _ in range(2):
        answer = client.get(place)
        assert answer.status_code == 302
        assert answer.url.startswith("/admin/login/")
        client.force_login(actor.user)


def test_guessing_the_password_is_slowed_down(client, operator):
    cache.clear()
    form = {"username": "root", "password": "wrong"}
    for _ in range(MAX_FAILURES):
        assert b"correct username and password" in client.post("/admin/login/", form).content
    right = {"username": "root", "password": PASSWORD}
    page = client.post("/admin/login/", right)
    assert b"Too many wrong passwords" in page.content
    cache.clear()
    assert client.post("/admin/login/?next=/admin/", right).status_code == 302


def test_the_canvas_leaves_the_admins_addresses_alone(server):
    gone = requests.get(f"{server.url}/admin", timeout=30, allow_redirects=False)
    assert (gone.status_code, gone.headers["Location"]) == (302, "/admin/")
    page = requests.get(f"{server.url}/admin/", timeout=30)
    assert "id_username" in page.text
    assert (
        "'unsafe-inline'" not in page.headers["Content-Security-Policy"].split("style-src ")[1][:20]
    )
    style = requests.get(f"{server.url}/static/admin/css/base.css", timeout=30)
    assert (style.status_code, style.headers["Content-Type"].split(";")[0]) == (200, "text/css")
