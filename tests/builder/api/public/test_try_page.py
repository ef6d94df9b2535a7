"""The public try page: anybody may run the published version there, and reach nothing else."""

from __future__ import annotations

import json
import time

import pytest
import requests

from tests.clients import Api, Editor, expected, image_input, sample
from tests.servers import running_server

FEW = 4
SECRET = "keep {data.text.raw} to yourself"
READ = {"id": "read", "operator": "optical-character-recognizer", "model": {"id": "ppocr-v6"}}
GRAPH = {
    "schema": 1,
    "inputs": [{"name": "image", "type": "image"}],
    "nodes": [
        {**READ, "inputs": {"image": ["IN.image"]}},
        {
            "id": "say", "operator": "prompter", "inputs": {"text": ["read.text"]},
            "params": {"prompt_template": SECRET},
        },
    ],
}  # fmt: skip
ECHO = {
    "schema": 1,
    "inputs": [{"name": "text", "type": "text"}],
    "nodes": [
        {
            "id": "say", "operator": "prompter", "inputs": {"text": ["IN.text"]},
            "params": {"prompt_template": "{data.text.raw} back"},
        }
    ],
}  # fmt: skip


@pytest.fixture
def new_page(editor):
    """Makes a workflow with a published version and a public page; answers its path and link."""

    def make(graph=GRAPH, **settings):
        path = editor.new_workflow("Try me")
        saved = editor.post(f"{path}/versions", {"graph": graph, "layout": {}})
        assert saved.status_code == 201, saved.text
        answer = editor.put(f"{path}/try-page", {"enabled": True, **settings})
        assert answer.status_code == 200, answer.text
        return path, answer.json()["path"].removeprefix("/try/")

    return make


class Stranger:
    """Somebody with the link and nothing else."""

    def __init__(self, server, key):
        self.url, self.key = f"{server.url}/api/try", key
        self.session = requests.Session()

    def get(self, path, **options):
        return self.session.get(f"{self.url}/{path}", timeout=60, **options)

    def page(self):
        return self.get(self.key)

    def run(self, body=None, files=None, **options):
        url = f"{self.url}/{self.key}/runs"
        return self.session.post(url, json=body, files=files, timeout=60, **options)

    def run_picture(self, name="notice.jpg"):
        answer = self.run(files=[("files", (name, sample(name), "image/jpeg"))])
        assert answer.status_code == 201, answer.text
        return answer.json()

    def end_of(self, ticket):
        ends_at = time.monotonic() + 60
        while time.monotonic() < ends_at:
            run = self.get(f"runs/{ticket}").json()["run"]
            if run["status"] not in ("queued", "running"):
                return run
            time.sleep(0.05)
        raise AssertionError("the run did not end")


def stream_of(stranger, ticket, **headers):
    text = stranger.get(f"runs/{ticket}/stream", headers=headers).text
    return [
        json.loads(line.removeprefix("data: "))
        for line in text.splitlines()
        if line.startswith("data: ")
    ]


def test_it_is_off_until_its_owner_switches_it_on(editor, server):
    path = editor.new_workflow("Quiet")
    assert editor.get(f"{path}/try-page").json()["path"] is None
    refused = editor.put(f"{path}/try-page", {"enabled": True})
    assert refused.status_code == 409
    assert "Save a version first" in refused.json()["error"]["message"]
    editor.post(f"{path}/versions", {"graph": ECHO, "layout": {}})
    key = editor.put(f"{path}/try-page", {"enabled": False}).json()["path"].removeprefix("/try/")
    stranger = Stranger(server, key)
    assert stranger.page().status_code == 404
    assert stranger.run({"text": "hi"}).status_code == 404


def test_a_stranger_runs_the_published_version_and_follows_it_live(new_page, server, editor):
    path, key = new_page()
    stranger = Stranger(server, key)
    shown = stranger.page().json()
    assert shown["title"] == "Try me"
    assert [node["id"] for node in shown["graph"]["nodes"]] == ["read", "say"]
    started = stranger.run_picture()
    events = stream_of(stranger, started["ticket"])
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert events[-1]["type"] == "succeeded"
    assert stream_of(stranger, started["ticket"], **{"Last-Event-ID": "2"}) == events[2:]
    run = stranger.end_of(started["ticket"])
    said = json.dumps(run["outputs"]["say"])
    assert all(line in said for line in expected("notice.jpg"))
    listed = editor.get(f"{path}/runs").json()["runs"]
    assert [row["origin"] for row in listed] == ["try"]


def test_no_parameter_model_name_or_address_of_ours_is_told(new_page, server):
    _, key = new_page()
    stranger = Stranger(server, key)
    page = stranger.page().text
    started = stranger.run_picture()
    stranger.end_of(started["ticket"])
    told = [page, json.dumps(started), stranger.get(f"runs/{started['ticket']}").text]
    for text in told:
        for secret in ("prompt_template", "{data.text.raw}", "ppocr-v6", '"local"', "demo"):
            assert secret not in text, secret


def test_only_the_outputs_that_the_graph_selects_are_told(new_page, server):
    graph = {**GRAPH, "outputs": [{"name": "words", "source": "say.text"}]}
    _, key = new_page(graph)
    stranger = Stranger(server, key)
    assert [node["id"] for node in stranger.page().json()["graph"]["nodes"]] == ["say"]
    ticket = stranger.run_picture()["ticket"]
    events = stream_of(stranger, ticket)
    run = stranger.end_of(ticket)
    assert set(run["outputs"]) == set(run["nodes"]) == {"say"}
    assert {event["node"] for event in events} == {None, "say"}
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))


def test_a_newer_draft_or_version_is_not_what_strangers_run(new_page, server, editor):
    path, key = new_page(ECHO)
    newer = json.loads(json.dumps(ECHO).replace("back", "from the draft"))
    editor.put(f"{path}/draft", {"revision": 1, "graph": newer, "layout": {}})
    editor.post(f"{path}/versions", {"graph": newer, "layout": {}, "publish": False})
    stranger = Stranger(server, key)
    for more in ({}, {"graph": newer, "layout": {}}, {"version": "x"}):
        ticket = stranger.run({"text": "hi", **more}).json()["ticket"]
        assert "hi back" in json.dumps(stranger.end_of(ticket)["outputs"])


def test_only_the_samples_that_the_owner_chose_can_be_seen_and_run(new_page, server, editor):
    samples = editor.get("/apps/local/demo/samples").json()["samples"]
    chosen, other = samples[0], samples[1]
    _, key = new_page(samples=[chosen["id"]])
    stranger = Stranger(server, key)
    assert [row["id"] for row in stranger.page().json()["samples"]] == [chosen["id"]]
    assert "blob" not in stranger.page().json()["samples"][0]
    picture = stranger.get(f"{key}/samples/{chosen['id']}?w=160")
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert stranger.get(f"{key}/samples/{other['id']}").status_code == 404
    assert stranger.run({"inputs": [{"sample": chosen["id"]}]}).status_code == 201
    assert stranger.run({"inputs": [{"sample": other["id"]}]}).status_code == 404
    assert stranger.run({"inputs": [{"blob": other["blob"]}]}).status_code == 400


def test_samples_of_another_app_cannot_be_put_on_it(new_page, editor, server):
    path, _ = new_page()
    answer = editor.put(f"{path}/try-page", {"samples": ["0" * 32]})
    assert answer.status_code == 400


def test_a_ticket_opens_its_own_run_and_files_and_no_others(new_page, server, editor, api):
    _, key = new_page()
    stranger = Stranger(server, key)
    mine = stranger.run_picture("notice.jpg")
    other = stranger.run_picture("menu.jpg")
    blob = mine["run"]["inputs"][0]["blob"]
    foreign = other["run"]["inputs"][0]["blob"]
    assert stranger.get(f"runs/{mine['ticket']}/blobs/{blob}").content == sample("notice.jpg")
    assert stranger.get(f"runs/{mine['ticket']}/blobs/{foreign}").status_code == 404
    kept = editor.get("/apps/local/demo/samples").json()["samples"][0]["blob"]
    assert stranger.get(f"runs/{mine['ticket']}/blobs/{kept}").status_code == 404
    for wrong in (other["run"]["id"], mine["run"]["id"], mine["ticket"][:-1] + "x", "a" * 40):
        for end in ("", "/stream", f"/blobs/{blob}"):
            assert stranger.get(f"runs/{wrong}{end}").status_code == 404, (wrong, end)
    run = mine["run"]["id"]
    root = server.url
    for closed in (f"/api/editor/runs/{run}", f"/api/editor/runs/{run}/stream", f"/v2/runs/{run}"):
        assert requests.get(root + closed, timeout=30).status_code == 401, closed


def test_the_owners_own_runs_are_never_reached_through_the_page(new_page, server, editor):
    """A signed ticket for a run of another origin cannot be made: only this door signs."""
    path, key = new_page(ECHO)
    own = editor.post(f"{path}/runs", {"inputs": [{"text": "mine"}]}).json()["id"]
    ticket = server.manage(
        "shell", "-v", "0", "-c",
        "from django.core import signing;"
        f"print(signing.dumps({{'page': '{key}', 'run': '{own}'}}, salt='weft.try'))",
    ).splitlines()[-1]  # fmt: skip
    assert Stranger(server, key).get(f"runs/{ticket}").status_code == 404


def test_a_new_link_makes_the_old_one_dead(new_page, server, editor):
    path, key = new_page(ECHO)
    stranger = Stranger(server, key)
    ticket = stranger.run({"text": "hi"}).json()["ticket"]
    stranger.end_of(ticket)
    renewed = editor.post(f"{path}/try-page/link").json()["path"].removeprefix("/try/")
    assert renewed != key
    assert stranger.page().status_code == 404
    assert stranger.run({"text": "hi"}).status_code == 404
    assert stranger.get(f"runs/{ticket}").status_code == 404
    assert Stranger(server, renewed).page().status_code == 200


def test_switching_it_off_ends_what_visitors_have_running(new_page, server, editor):
    path, key = new_page()
    stranger = Stranger(server, key)
    files = [("files", (f"{n}.jpg", sample("menu.jpg") + bytes([n]), "image/jpeg")) for n in (1, 2)]
    ticket = stranger.run(files=files).json()
    editor.put(f"{path}/try-page", {"enabled": False})
    for gone in (key, f"runs/{ticket['ticket']}", f"runs/{ticket['ticket']}/stream"):
        assert stranger.get(gone).status_code == 404
    ends_at = time.monotonic() + 30
    status = ""
    while status not in ("cancelled", "succeeded") and time.monotonic() < ends_at:
        status = editor.get(f"/runs/{ticket['run']['id']}").json()["status"]
    assert status in ("cancelled", "succeeded")
    assert editor.get(f"/runs/{ticket['run']['id']}").json()["status"] != "running"


def test_the_page_of_a_deleted_workflow_is_gone(new_page, server, editor):
    path, key = new_page(ECHO)
    editor.call("DELETE", path)
    assert Stranger(server, key).page().status_code == 404


@pytest.mark.parametrize(
    "body",
    [{}, [], {"text": 3}, {"inputs": "x"}, {"inputs": []}, {"inputs": [{}]}, {"inputs": [None]},
     {"inputs": [{"url": "http://127.0.0.1/"}]}, {"inputs": [{"text": "x"}] * (FEW + 1)}],
)  # fmt: skip
def test_nonsense_is_refused_with_a_sentence(new_page, server, body):
    _, key = new_page(ECHO)
    answer = Stranger(server, key).run(body)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


def test_no_more_files_at_once_than_the_setting_says(new_page, server):
    _, key = new_page()
    files = [("files", (f"{n}.jpg", sample("notice.jpg"), "image/jpeg")) for n in range(FEW + 1)]
    answer = Stranger(server, key).run(files=files)
    assert answer.status_code == 400
    assert f"up to {FEW} inputs" in answer.json()["error"]["message"]


def test_another_site_cannot_start_runs_in_its_readers_browsers(new_page, server):
    _, key = new_page(ECHO)
    stranger = Stranger(server, key)
    for origin in ("https://elsewhere.example", "null", "http://127.0.0.1:1"):
        answer = stranger.run({"text": "hi"}, headers={"Origin": origin})
        assert answer.status_code == 403, origin
    assert stranger.run({"text": "hi"}, headers={"Origin": server.url}).status_code == 201


def test_a_signed_in_owner_is_a_stranger_there(new_page, server, editor):
    """The session counts for nothing, so a framed page cannot act with it."""
    _, key = new_page(ECHO)
    answer = editor.session.post(
        f"{server.url}/api/try/{key}/runs", json={"text": "hi"},
        headers={"X-CSRFToken": "", "Origin": server.url}, timeout=30,
    )  # fmt: skip
    assert answer.status_code == 201
    assert "Set-Cookie" not in answer.headers


def test_only_this_page_may_be_framed_and_it_sets_no_cookie(new_page, server):
    _, key = new_page(ECHO)
    page = requests.get(f"{server.url}/try/{key}", timeout=30)
    assert page.status_code == 200
    policy = page.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'self'" in policy
    assert "X-Frame-Options" not in page.headers
    assert "Set-Cookie" not in page.headers
    assert page.headers["X-Robots-Tag"] == "noindex"
    for other in ("/", "/sign-in", "/try/short", f"/try/{key}/more", "/apps/local/demo"):
        answer = requests.get(server.url + other, timeout=30)
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], other
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_another_owner_cannot_touch_it(new_page, server):
    path, _ = new_page(ECHO)
    server.manage(
        "shell", "-v", "0", "-c",
        "from django.contrib.auth.models import User;"
        "User.objects.get_or_create(username='other')[0].set_password('x')",
    )  # fmt: skip
    link = server.manage(
        "shell", "-v", "0", "-c",
        "from builder.actions.login_links import make_login_code as m;"
        "from django.contrib.auth.models import User;"
        "print(m(User.objects.get(username='other')))",
    ).splitlines()[-1]  # fmt: skip
    other = Editor(server, f"{server.url}/login/{link}")
    assert other.get(f"{path}/try-page").status_code == 404
    assert other.put(f"{path}/try-page", {"enabled": True}).status_code == 404
    assert other.post(f"{path}/try-page/link").status_code == 404


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """A server behind one proxy, with small limits."""
    limits = {"WEFT_TRY_RUNS_PER_VISITOR": "2", "WEFT_TRY_RUNS_PER_PAGE": "3"}
    folder = tmp_path_factory.mktemp("strict")
    with running_server(folder, WEFT_PROXIES="1", **limits) as running:
        yield running


def test_limits_count_addresses_and_cannot_be_shaken_off(strict):
    owner = Editor(strict)
    path = owner.new_workflow("Limited")
    owner.post(f"{path}/versions", {"graph": ECHO, "layout": {}})
    link = owner.put(f"{path}/try-page", {"enabled": True}).json()["path"]

    def knock(forwarded):
        fresh = Stranger(strict, link.removeprefix("/try/"))  # no cookie is ever kept
        return fresh.run({"text": "hi"}, headers={"X-Forwarded-For": forwarded})

    assert knock("203.0.113.7").status_code == 201
    # What the client itself writes before our proxy's entry changes nothing.
    assert knock("198.51.100.1, 203.0.113.7").status_code == 201
    third = knock("192.0.2.44, 203.0.113.7")
    assert third.status_code == 429
    error = third.json()["error"]
    assert error["code"] == "too_many_visits"
    assert "2 runs an hour from one address" in error["message"]
    assert "minutes" in error["message"]
    assert int(third.headers["Retry-After"]) == error["retry_after"]
    # IPv6 counts by network; then the page's own limit is reached by everybody together.
    assert knock("2001:db8:1:2::1").status_code == 201
    crowd = knock("2001:db8:1:3::1")
    assert crowd.status_code == 429
    assert "from everybody together" in crowd.json()["error"]["message"]
    renewed = owner.post(f"{path}/try-page/link").json()
    assert renewed["runs_this_hour"] == 3


def test_what_cannot_be_read_counts_too(strict):
    owner = Editor(strict)
    path = owner.new_workflow("Limited too")
    owner.post(f"{path}/versions", {"graph": GRAPH, "layout": {}})
    link = owner.put(f"{path}/try-page", {"enabled": True}).json()["path"]
    stranger = Stranger(strict, link.removeprefix("/try/"))
    codes = [
        stranger.run(
            files=[("files", ("x.jpg", b"no picture", "image/jpeg"))],
            headers={"X-Forwarded-For": "203.0.113.9"},
        ).status_code
        for _ in range(3)
    ]
    assert codes == [415, 415, 429]


def test_the_owner_sees_the_count(new_page, server, editor):
    path, key = new_page(ECHO)
    Stranger(server, key).run({"text": "hi"})
    settings = editor.get(f"{path}/try-page").json()
    assert settings["runs_this_hour"] == 1
    assert settings["limits"] == {"per_visitor": 30, "per_page": 300, "inputs": FEW}


def test_the_public_api_keeps_its_own_door(new_page, server, api: Api):
    """A page's key is no token."""
    _, key = new_page()
    headers = {"Authorization": f"Key {key}"}
    url = f"{server.url}/v2/workflows/read-text/results"
    body = {"inputs": [image_input(sample("notice.jpg"))]}
    assert requests.post(url, json=body, headers=headers, timeout=30).status_code == 401
