"""A film sent to a workflow that takes pictures: answered frame by frame, as Clarifai does."""

from __future__ import annotations

import base64

import numpy as np
import pytest
import requests

from tests.clients import image_input, sample
from tests.movies import grey_of, movie

WIDTH, HEIGHT = 160, 96
GRAPH = {
    "schema": 1,
    "inputs": [{"name": "image", "type": "image"}],
    "nodes": [
        {"id": "find", "operator": "contours", "params": {"shapes_are": "light"},
         "inputs": {"image": ["IN.image"]}},
        {"id": "follow", "operator": "byte-tracker", "inputs": {"regions": ["find.regions"]}},
        {"id": "cut", "operator": "image-crop",
         "inputs": {"image": ["IN.image"], "regions": ["follow.regions"]}},
        {"id": "grey", "operator": "image-grayscale", "inputs": {"image": ["IN.image"]}},
    ],
}  # fmt: skip


def squares(index: int) -> np.ndarray:
    """One square goes right along the top, one left along the bottom."""
    picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    picture[16:40, 8 + 4 * index : 32 + 4 * index] = 255
    picture[60:84, 128 - 4 * index : 152 - 4 * index] = 255
    return picture


FILM = movie(20, 10, (WIDTH, HEIGHT), picture=squares)


def film_input(data: bytes) -> dict:
    return {"data": {"video": {"base64": base64.b64encode(data).decode()}}}


def outputs(answer, index: int = 0) -> dict:
    return {item["node_id"]: item for item in answer.json()["results"][index]["outputs"]}


def made(editor, graph: dict, name: str) -> str:
    flow = editor.new_workflow(name)
    saved = editor.post(f"{flow}/versions", {"graph": graph, "layout": {"nodes": {}}})
    assert saved.status_code == 201, saved.text
    return flow.rpartition("/")[2]


@pytest.fixture(scope="module")
def flow(editor) -> str:
    return made(editor, GRAPH, "Follow squares")


def test_every_node_answers_frame_by_frame(api, flow):
    answer = api.results(flow, film_input(FILM), output_config={"sample_ms": 200})
    assert answer.status_code == 200, answer.text
    nodes = outputs(answer)
    assert list(nodes) == ["find", "follow", "cut", "grey"]
    for node in nodes.values():
        assert [frame["frame_info"] for frame in node["data"]["frames"]] == [
            {"index": index, "time": 200 * index, "number": 2 * index} for index in range(10)
        ]
    for index, frame in enumerate(nodes["follow"]["data"]["frames"]):
        regions = {region["track_id"]: region for region in frame["data"]["regions"]}
        assert sorted(regions) == ["1", "2"]
        lefts = [
            regions[track]["region_info"]["bounding_box"]["left_col"] * WIDTH for track in "12"
        ]
        ways = sorted([lefts[0] - 8 - 8 * index, lefts[1] - 8 - 8 * index], key=abs)
        assert ways[0] == pytest.approx(0, abs=2)
        assert regions["1"]["data"]["concepts"][0]["id"] == "shape"
    assert answer.json()["results"][0]["input"]["data"]["video"]["video_info"]["fps"] == 10


def test_tracks_stay_with_their_squares(api, flow):
    answer = api.results(flow, film_input(FILM), output_config={"sample_ms": 100})
    tops: dict[str, set] = {}
    for frame in outputs(answer)["follow"]["data"]["frames"]:
        for region in frame["data"]["regions"]:
            top = region["region_info"]["bounding_box"]["top_row"] * HEIGHT
            tops.setdefault(region["track_id"], set()).add(round(top / 44))
    assert sorted(map(tuple, tops.values())) == [(0,), (1,)]


def test_crops_hang_on_the_regions_of_their_frames(api, flow):
    answer = api.results(flow, film_input(FILM), output_config={"sample_ms": 500})
    frames = outputs(answer)["cut"]["data"]["frames"]
    assert len(frames) == 4
    for frame in frames:
        for region in frame["data"]["regions"]:
            assert region["region_info"]["bounding_box"]
            info = region["data"]["image"]["image_info"]
            assert info["width"] == pytest.approx(24, abs=2)


def test_a_frame_a_second_without_a_step(api, flow):
    answer = api.results(flow, film_input(FILM))
    frames = outputs(answer)["find"]["data"]["frames"]
    assert [frame["frame_info"]["time"] for frame in frames] == [0, 1000]


def test_an_uploaded_film_is_known_by_its_content(api, flow):
    files = [("files", ("film.bin", FILM, "application/octet-stream"))]
    answer = api.post(f"/v2/users/local/apps/demo/workflows/{flow}/results", files=files)
    assert answer.status_code == 200, answer.text
    assert len(outputs(answer)["find"]["data"]["frames"]) == 2


def test_several_films_are_followed_each_by_itself(api, flow):
    short = movie(10, 10, (WIDTH, HEIGHT), picture=squares)
    answer = api.results(
        flow, film_input(FILM), film_input(short), output_config={"sample_ms": 200}
    )
    assert [len(outputs(answer, i)["follow"]["data"]["frames"]) for i in (0, 1)] == [10, 5]
    for frame in outputs(answer, 1)["follow"]["data"]["frames"]:
        assert {region["track_id"] for region in frame["data"]["regions"]} == {"1", "2"}


def test_the_same_workflow_still_takes_pictures(api, flow):
    answer = api.results(flow, image_input(sample("street-one-car.jpg")))
    assert answer.status_code == 200
    assert "frames" not in outputs(answer)["find"]["data"]


def test_pictures_and_films_are_sent_apart(api, flow):
    answer = api.results(flow, film_input(FILM), image_input(sample("notice.jpg")))
    assert (answer.status_code, answer.json()["status"]["code"]) == (400, 40001)
    assert "a call of their own" in answer.json()["status"]["details"]


WRONG = {50: 11105, 70_000: 11105, -1: 11100, "fast": 11100, 1.5: 11100}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_step_is_refused(api, flow, wrong):
    answer = api.results(flow, film_input(FILM), output_config={"sample_ms": wrong})
    assert (answer.status_code, answer.json()["status"]["code"]) == (400, WRONG[wrong])
    assert "sample_ms" in answer.json()["status"]["details"]


def test_the_step_overrides_that_of_the_workflows_own_sampler(api, editor):
    graph = {
        "schema": 1,
        "inputs": [{"name": "video", "type": "video"}],
        "nodes": [
            {"id": "take", "operator": "video-frames", "params": {"sample_ms": 1000},
             "inputs": {"video": ["IN.video"]}},
            {"id": "find", "operator": "contours", "inputs": {"image": ["take.frames"]}},
        ],
    }  # fmt: skip
    own = made(editor, graph, "Own sampler")
    answer = api.results(own, film_input(FILM), output_config={"sample_ms": 400})
    nodes = outputs(answer)
    assert list(nodes) == ["take", "find"]
    assert [len(node["data"]["frames"]) for node in nodes.values()] == [5, 5]
    assert len(outputs(api.results(own, film_input(FILM)))["find"]["data"]["frames"]) == 2


def test_a_run_keeps_its_answer_when_it_is_asked_for_later(api, flow):
    body = {"inputs": [film_input(FILM)], "output_config": {"sample_ms": 1000}}
    path = f"/v2/users/local/apps/demo/workflows/{flow}/results"
    first = api.post(path, body)
    headers = {"Authorization": f"Key {api.token}"}
    later = requests.get(
        f"{api.url}/v2/runs/{first.json()['run']['id']}", headers=headers, timeout=60
    )
    assert [item["node_id"] for item in later.json()["results"][0]["outputs"]] == list(
        outputs(first)
    )


def test_files_of_an_answer_are_fetched_with_the_same_key_and_no_others(api, flow, server, editor):
    answer = api.results(flow, film_input(FILM), output_config={"sample_ms": 1000})
    run = answer.json()["run"]["id"]
    told = editor.get(f"/runs/{run}/outputs/grey").json()["outputs"][0]["image"]["each"]
    digest = told[0]["value"]["blob"]
    address = f"{api.url}/v2/runs/{run}/files/{digest}"
    fetched = requests.get(address, headers={"Authorization": f"Key {api.token}"}, timeout=60)
    frame = outputs(answer)["grey"]["data"]["frames"][0]
    assert fetched.content == base64.b64decode(frame["data"]["image"]["base64"])
    assert fetched.headers["Content-Type"].startswith("image/")
    assert requests.get(address, timeout=60).status_code == 401
    assert api_get(api, f"/v2/runs/{run}/files/{'0' * 64}").status_code == 404
    other = api.results(flow, film_input(movie(10))).json()["run"]["id"]
    assert api_get(api, f"/v2/runs/{other}/files/{digest}").status_code == 404
    source = editor.get(f"/runs/{run}").json()["inputs"][0]["values"]["video"]["blob"]
    assert api_get(api, f"/v2/runs/{run}/files/{source}").status_code == 404


def api_get(api, path: str) -> requests.Response:
    headers = {"Authorization": f"Key {api.token}"}
    return requests.get(api.url + path, headers=headers, timeout=60)


def test_a_flat_film_has_nothing_to_find_in_any_frame(api, flow):
    """Frames without regions stay in their places, so that indexes never shift."""
    assert grey_of(0) == 20
    answer = api.results(flow, film_input(movie(20)), output_config={"sample_ms": 500})
    frames = outputs(answer)["follow"]["data"]["frames"]
    assert [frame["data"]["regions"] for frame in frames] == [[]] * 4
