"""Video and audio come in through every door, are told by their content, and play again."""

from __future__ import annotations

import base64

import pytest

from tests.clients import Api, Editor, sample
from tests.live import ended
from tests.movies import movie, song
from tests.servers import running_server
from tests.web_server import web_server

PASS = {"operator": "first-present", "inputs": {"first": ["IN.it"]}}


def graph(kind: str) -> dict:
    """A graph that hands its one input on."""
    node = {"id": "same", **PASS}
    return {"schema": 1, "inputs": [{"name": "it", "type": kind}], "nodes": [node]}


def flow_of(editor: Editor, kind: str) -> str:
    """Make a workflow of one version; answers its path."""
    made = editor.post("/apps/local/demo/workflows", {"name": f"Takes {kind}"}).json()
    path = f"/apps/local/demo/workflows/{made['id']}"
    body = {"graph": graph(kind), "layout": {"nodes": {}}, "publish": True}
    saved = editor.post(f"{path}/versions", body)
    assert saved.status_code == 201, saved.text
    return path


@pytest.fixture(scope="module")
def flow(editor):
    return lambda kind: flow_of(editor, kind)


def upload(editor, path: str, data: bytes, name: str = "clip.bin"):
    return editor.call("POST", f"{path}/runs", files=[("files", (name, data, "x/y"))])


def test_an_uploaded_video_runs_and_tells_what_it_is(editor, flow):
    data = movie(30, 10, (64, 48))
    answer = upload(editor, flow("video"), data, "holiday.txt")
    assert answer.status_code == 201, answer.text
    run = ended(editor, answer.json())
    assert run["status"] == "succeeded"
    (shown,) = run["inputs"]
    assert (shown["kind"], shown["media_type"], shown["duration_ms"]) == (
        "video", "video/mp4", 3000,
    )  # fmt: skip
    value = run["outputs"]["same"][0]["value"]
    assert value == {
        "kind": "video", "blob": shown["blob"], "media_type": "video/mp4", "width": 64,
        "height": 48, "duration_ms": 3000, "fps": 10.0,
    }  # fmt: skip
    kept = editor.get(f"/apps/local/demo/blobs/{value['blob']}")
    assert kept.content == data


def test_an_uploaded_song_stays_the_file_it_was(editor, flow):
    data = song("mp3", 440, 2)
    run = ended(editor, upload(editor, flow("audio"), data).json())
    value = run["outputs"]["same"][0]["value"]
    assert (value["kind"], value["media_type"], value["rate"]) == ("audio", "audio/mpeg", 48_000)
    assert value["duration_ms"] == pytest.approx(2000, abs=60)
    assert editor.get(f"/apps/local/demo/blobs/{value['blob']}").content == data


def test_a_large_video_is_kept_without_being_in_memory(editor, flow):
    """Larger than what an upload may take of memory: it goes through a temporary file."""
    data = movie(3) + (9_437_192).to_bytes(4, "big") + b"free" + bytes(9_437_184)
    run = ended(editor, upload(editor, flow("video"), data).json())
    assert run["status"] == "succeeded"
    blob = f"/apps/local/demo/blobs/{run['inputs'][0]['blob']}"
    assert editor.get(blob).content == data
    part = editor.call("GET", blob, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, data[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(data)}"
    begin = editor.call("GET", blob, headers={"Range": "bytes=0-"})
    assert (begin.status_code, begin.content) == (206, data[: len(begin.content)])
    end = editor.call("GET", blob, headers={"Range": "bytes=-10"})
    assert end.content == data[-10:]
    beyond = editor.call("GET", blob, headers={"Range": f"bytes={len(data)}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(data)}")


def test_a_video_has_a_thumbnail(editor, flow):
    run = ended(editor, upload(editor, flow("video"), movie(30, 10, (128, 96))).json())
    answer = editor.get(f"/apps/local/demo/blobs/{run['inputs'][0]['blob']}?w=64")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.content.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    ("kind", "data", "sentence"),
    [
        ("video", song("mp3"), "is audio; this workflow takes a video"),
        ("audio", movie(3), "is a video; this workflow takes audio"),
        ("video", sample("notice.jpg"), "is an image; this workflow takes a video"),
        ("image", movie(3), "is a video; this workflow takes an image"),
        ("video", b"#EXTM3U\nhttp://127.0.0.1/x.ts\n", "neither a video nor audio"),
        ("audio", b"", "is empty"),
        ("video", movie(30)[:300], "damaged or cut short"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(editor, flow, kind, data, sentence):
    answer = upload(editor, flow(kind), data, "clip.mp4")
    assert 400 <= answer.status_code < 500
    assert sentence in answer.json()["error"]["message"]


def test_the_public_api_takes_both_in_base64_and_answers_in_clarifais_shape(api, editor, flow):
    for kind, data in (("video", movie(20, 10)), ("audio", song("flac", 440, 1))):
        name = flow(kind).rpartition("/")[2]
        part = {"data": {kind: {"base64": base64.b64encode(data).decode()}}}
        answer = api.results(name, part)
        assert answer.status_code == 200, answer.text
        (result,) = answer.json()["results"]
        shown = result["outputs"][0]["data"][kind]
        assert base64.b64decode(shown["base64"]) == data
        assert shown[f"{kind}_info"] == result["input"]["data"][kind][f"{kind}_info"]
    assert shown["audio_info"]["sample_rate"] == 48_000


def test_a_video_is_fetched_from_its_address_beyond_the_limit_of_pictures(tmp_path):
    data = movie(20, 10) + (26_214_408).to_bytes(4, "big") + b"free" + bytes(26_214_400)
    allowed = {"WEFT_FETCH_PRIVATE_ADDRESSES": "true"}
    with running_server(tmp_path, **allowed) as weft, web_server({"/clip": data}) as address:
        editor = Editor(weft)
        path = flow_of(editor, "video")
        part = {"data": {"video": {"url": f"{address}/clip"}}}
        answer = Api(weft, weft.token()).results(path.rpartition("/")[2], part)
        assert answer.status_code == 200, answer.text
        info = answer.json()["results"][0]["input"]["data"]["video"]["video_info"]
        assert (info["width"], info["height"], info["duration_seconds"]) == (64, 48, 2.0)
        run = editor.post(f"{path}/runs", {"inputs": [{"url": f"{address}/clip"}]}).json()
        assert (run["inputs"][0]["name"], run["inputs"][0]["kind"]) == ("clip", "video")
        again = editor.post(f"{path}/runs", {"inputs": [{"blob": run["inputs"][0]["blob"]}]})
        assert again.status_code == 201
