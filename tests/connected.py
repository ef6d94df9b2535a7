"""Graphs with connectors, run through a server that has a connection to one of the test's own."""

from __future__ import annotations

import time

APP = "/apps/local/demo"
OFFERS = ["chat", "vision", "embeddings", "images", "speech", "transcription"]
WAIT_SECONDS = 60
ENDED = ("succeeded", "partially_succeeded", "failed", "cancelled", "dead")


def graph(*nodes, **inputs):
    return {
        "schema": 1,
        "inputs": [
            {"name": name, "type": kind} for name, kind in (inputs or {"text": "text"}).items()
        ],
        "nodes": list(nodes),
    }


def node(name, operator, params=None, **inputs):
    wires = {port: [source] for port, source in inputs.items()}
    return {"id": name, "operator": operator, "params": params or {}, "inputs": wires}


def start(desk, document, texts=("hello",), version=False, files=None):
    """A run of the graph; answers the run as it was made."""
    path = desk.new_workflow(graph=document)
    body = {"graph": document, "layout": {"nodes": {}}}
    if version:
        made = desk.post(f"{path}/versions", body)
        assert made.status_code == 201, made.text
        body = {"version": made.json()["id"]}
    inputs = files if files is not None else [{"text": text} for text in texts]
    made = desk.post(f"{path}/runs", {"inputs": inputs, **body})
    assert made.status_code == 201, made.text
    return made.json()


def ended(desk, run):
    ends_at = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < ends_at:
        found = desk.get(f"/runs/{run['id']}").json()
        if found["status"] in ENDED:
            return found
        time.sleep(0.05)
    raise AssertionError("the run did not end")


def outcome(desk, document, **options):
    return ended(desk, start(desk, document, **options))
