"""A film from end to end: frames, detector, tracker, drawing, a film again."""

from __future__ import annotations

import base64
import json
from io import BytesIO

import pytest

from runtime.media.probe import read_media
from runtime.media.video import sample_frames
from tests.clients import sample
from tests.live import ended

FILM = sample("street.mp4")
"""Eight seconds; two cars drive side by side, one away and one nearer."""
FRAMES = 27
GRAPH = {
    "schema": 1,
    "inputs": [{"name": "film", "type": "video"}],
    "nodes": [
        {"id": "frames", "operator": "video-frames", "params": {"sample_ms": 300},
         "inputs": {"video": ["IN.film"]}},
        {"id": "find", "operator": "visual-detector", "model": {"id": "plates"},
         "params": {"min_value": 0.1}, "inputs": {"image": ["frames.frames"]}},
        {"id": "follow", "operator": "byte-tracker", "params": {"min_visible_frames": 3},
         "inputs": {"regions": ["find.regions"]}},
        {"id": "draw", "operator": "draw-regions",
         "inputs": {"image": ["frames.frames"], "regions": ["follow.regions"]}},
        {"id": "made", "operator": "video-maker", "inputs": {"frames": ["draw.image"]}},
    ],
}  # fmt: skip


def check_tracks(tree: dict) -> None:
    """Two cars are two tracks, each seen in most frames; a window taken for a plate is brief."""
    frames = tree["each"]
    assert [frame["anchor"]["frame"] for frame in frames] == list(range(FRAMES))
    times = [frame["anchor"]["time_ms"] for frame in frames]
    assert times == pytest.approx([300 * index for index in range(FRAMES)], abs=84)
    seen: dict[str, int] = {}
    for frame in frames:
        for region in frame["value"]["items"]:
            seen[region["track_id"]] = seen.get(region["track_id"], 0) + 1
    assert [track for track, count in seen.items() if count > FRAMES * 0.6] == ["1", "2"]
    assert all(count < FRAMES * 0.2 for track, count in seen.items() if track not in "12")


def check_film(value: dict, data: bytes) -> None:
    info = read_media(BytesIO(data), "made")
    assert (info.media_type, info.width, info.height) == ("video/mp4", 960, 600)
    assert info.duration_ms == pytest.approx(8000, abs=600)
    assert (value["width"], value["height"], value["media_type"]) == (960, 600, "video/mp4")
    assert len(list(sample_frames(BytesIO(data), "made", 100))) == FRAMES


@pytest.fixture(scope="module")
def flow(editor) -> str:
    made = editor.post("/apps/local/demo/workflows", {"name": "Follow cars"}).json()
    path = f"/apps/local/demo/workflows/{made['id']}"
    body = {"graph": GRAPH, "layout": {"nodes": {}}, "publish": True}
    saved = editor.post(f"{path}/versions", body)
    assert saved.status_code == 201, saved.text
    return path


def test_a_film_is_followed_and_drawn_through_the_server(editor, flow):
    files = [("files", ("street.mp4", FILM, "video/mp4"))]
    run = ended(editor, editor.call("POST", f"{flow}/runs", files=files).json())
    assert run["status"] == "succeeded", run["error"]
    outputs = {
        node: editor.get(f"/runs/{run['id']}/outputs/{node}").json()["outputs"][0]
        for node in ("frames", "follow", "draw", "made")
    }
    check_tracks(outputs["follow"]["regions"])
    film = outputs["made"]["video"]
    check_film(film, editor.get(f"/apps/local/demo/blobs/{film['blob']}").content)
    drawn = outputs["draw"]["image"]["each"][5]["value"]
    picture = editor.get(f"/apps/local/demo/blobs/{drawn['blob']}")
    assert picture.headers["Content-Type"] == "image/jpeg"


def test_the_public_api_answers_frame_by_frame(api, flow):
    part = {"data": {"video": {"base64": base64.b64encode(FILM).decode()}}}
    answer = api.results(flow.rpartition("/")[2], part)
    assert answer.status_code == 200, answer.text
    nodes = {item["node_id"]: item["data"] for item in answer.json()["results"][0]["outputs"]}
    frames = nodes["follow"]["frames"]
    assert len(frames) == FRAMES
    assert frames[10]["frame_info"] == {
        "index": 10,
        "time": pytest.approx(3000, abs=84),
        "number": 36,
    }
    tracks = {region["track_id"] for frame in frames for region in frame["data"]["regions"]}
    assert {"1", "2"} <= tracks
    film = nodes["made"]["video"]
    assert film["video_info"]["width"] == 960
    assert base64.b64decode(film["base64"])[4:8] == b"ftyp"


def test_a_run_that_goes_on_from_a_failed_one_reads_its_frames_back(editor, flow):
    """What the first run kept stands in; only the changed node and what follows is computed."""
    files = [("files", ("street.mp4", FILM, "video/mp4"))]
    first = ended(editor, editor.call("POST", f"{flow}/runs", files=files).json())
    graph = json.loads(json.dumps(GRAPH))
    graph["nodes"][3]["params"] = {"line_width": 9}
    body = {"graph": graph, "layout": {"nodes": {}}, "again": first["id"]}
    again = ended(editor, editor.post(f"{flow}/runs", body).json())
    assert again["status"] == "succeeded", again["error"]
    assert (
        again["outputs"]["made"][0]["video"]["blob"] != first["outputs"]["made"][0]["video"]["blob"]
    )


def test_it_runs_from_the_command_line(server, tmp_path):
    (tmp_path / "graph.json").write_text(json.dumps(GRAPH))
    (tmp_path / "film.bin").write_bytes(FILM)
    printed = server.manage(
        "run_graph", str(tmp_path / "graph.json"), "--input", str(tmp_path / "film.bin"),
        "--save", str(tmp_path / "out"),
    )  # fmt: skip
    nodes = {node["node"]: node["outputs"] for node in json.loads(printed)["nodes"]}
    check_tracks(nodes["follow"]["regions"])
    film = nodes["made"]["video"]
    (kept,) = tmp_path.glob(f"out/{film['blob'][:16]}*.mp4")
    check_film(film, kept.read_bytes())
