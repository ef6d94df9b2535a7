"""Server-sent events tell the same story as the socket and the JSON door."""

from __future__ import annotations

import json

import requests

from tests.clients import DEMO, image_input, sample


def read(response):
    """The events of a finished stream, as `(id, event)`."""
    events = []
    for block in response.text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "id" in fields:
            events.append((int(fields["id"]), json.loads(fields["data"])))
    return events


def start(api, name="notice.jpg"):
    body = {"inputs": [image_input(sample(name))]}
    answer = api.post(f"{DEMO}/read-text/results", body, headers={"Prefer": "respond-async"})
    return answer.json()["run"]["id"]


def get(api, run, **headers):
    url = f"{api.url}/v2/runs/{run}/events"
    headers = {"Authorization": f"Key {api.token}", **headers}
    return requests.get(url, headers=headers, timeout=60)


def test_the_stream_tells_the_whole_story_and_ends(api, editor):
    run = start(api)
    answer = get(api, run)
    assert answer.headers["Content-Type"] == "text/event-stream"
    events = read(answer)
    assert [number for number, _ in events] == list(range(1, len(events) + 1))
    assert events[-1][1]["type"] == "succeeded"
    listed = editor.get(f"/runs/{run}/events?after=0").json()["events"]
    assert [event for _, event in events] == listed


def test_a_reconnecting_browser_gets_the_rest(api):
    run = start(api)
    whole = read(get(api, run))
    assert read(get(api, run, **{"Last-Event-ID": "2"})) == whole[2:]


def test_the_browsers_own_door_streams_too(api, editor):
    run = start(api)
    assert read(editor.get(f"/runs/{run}/stream"))[-1][1]["type"] == "succeeded"


def test_strangers_and_nonsense_are_refused(api, server):
    run = start(api)
    assert requests.get(f"{server.url}/v2/runs/{run}/events", timeout=30).status_code == 401
    assert requests.get(f"{server.url}/api/editor/runs/{run}/stream", timeout=30).status_code == 401
    assert get(api, "0" * 32).status_code == 404
    assert get(api, run, **{"Last-Event-ID": "soon"}).status_code == 400
