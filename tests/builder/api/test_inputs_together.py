"""One input of several media: files of different kinds, and a text beside a file or a sample."""

from __future__ import annotations

import pytest

from tests.clients import sample
from tests.live import ended
from tests.movies import song

DEMO = "/apps/local/demo"


@pytest.fixture(scope="module")
def path(editor):
    """A workflow that takes a picture, a sound and a text, and hands the picture on."""
    made = editor.post(f"{DEMO}/workflows", {"name": "Takes three"}).json()
    path = f"{DEMO}/workflows/{made['id']}"
    kinds = ("image", "audio", "text")
    graph = {
        "schema": 1,
        "inputs": [{"name": f"the_{kind}", "type": kind} for kind in kinds],
        "nodes": [
            {"id": kind, "operator": "first-present", "inputs": {"first": [f"IN.the_{kind}"]}}
            for kind in kinds
        ],
    }
    body = {"graph": graph, "layout": {"nodes": {}}, "publish": True}
    assert editor.post(f"{path}/versions", body).status_code == 201
    return path


PICTURE = ("car.jpg", sample("notice.jpg"), "image/jpeg")
SOUND = ("song.wav", song(), "audio/wav")


def test_files_of_different_kinds_make_one_input_with_the_text(editor, path):
    files = [("files", PICTURE), ("files", SOUND)]
    form = {"together": "1", "text": "How many?"}
    made = editor.call("POST", f"{path}/runs", files=files, data=form)
    assert made.status_code == 201, made.text
    run = ended(editor, made.json())
    assert run["status"] == "succeeded"
    assert run["input_count"] == 1
    values = run["inputs"][0]["values"]
    assert {name: value["kind"] for name, value in values.items()} == {
        "the_image": "image",
        "the_audio": "audio",
        "the_text": "text",
    }
    assert run["outputs"]["text"][0]["value"]["raw"] == "How many?"


@pytest.mark.parametrize("files", [[PICTURE, PICTURE], [PICTURE, ("a", b"x", "x/y")]])
def test_files_of_one_kind_or_of_none_cannot_be_one(editor, path, files):
    sent = [("files", file) for file in files]
    made = editor.call("POST", f"{path}/runs", files=sent, data={"together": "1"})
    assert made.status_code == 400
    assert "of different kinds" in made.json()["error"]["message"]


def test_a_text_goes_with_a_sample(editor, path):
    samples = editor.get(f"{DEMO}/samples").json()["samples"]
    body = {"inputs": [{"sample": samples[0]["id"], "text": "What is it?"}]}
    run = ended(editor, editor.post(f"{path}/runs", body).json())
    values = run["inputs"][0]["values"]
    assert values["the_text"] == {"kind": "text", "raw": "What is it?"}
    assert values["the_image"]["kind"] == "image"
