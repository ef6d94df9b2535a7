"""The editor's door for models: bring files, see what was inferred, answer, keep, edit, delete."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from builder import pruning
from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.seed import seed_models
from builder.model_store import AppModels, DatabaseModelStore
from builder.models import Blob, Model, ModelVersion
from builder.permissions import Actor
from config.files import file_store
from runtime.contracts.errors import NotFoundError
from runtime.contracts.graph import ModelRef
from tests.inference.importing.detectors import boxes, constant, drawn
from tests.pictures import encoded, solid

BASE = "/api/editor/apps/ana/first/models"
YOLO = {"task": "detect", "names": "{0: 'cat', 1: 'dog'}", "stride": "32", "imgsz": "[64, 64]"}


def detector(**metadata) -> bytes:
    made = constant({"output0": boxes(1, 6, 84, axis=1, reach=60)}, metadata={**YOLO, **metadata})
    return made.SerializeToString()


def bare() -> bytes:
    return constant({"out": drawn(1, 3, low=-4, high=4)}).SerializeToString()


@pytest.fixture
def ana(db, client, tmp_path):
    """Signed in, with two apps; bob has one too."""
    files = file_store("", tmp_path / "blobs", endpoint="", region="")
    with override_settings(STORAGES={"default": files}, DATA_DIR=tmp_path):
        seed_models()
        for name in ("ana", "bob"):
            actor = Actor(User.objects.create(username=name))
            for key in ("first", "second"):
                create_app(actor, key, "image", key=key)
        client.force_login(User.objects.get(username="ana"))
        yield client


def inspect(client, *files, status=200, base=BASE, **fields):
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    answer = client.post(f"{base}/inspect", {"files": sent, **fields})
    assert answer.status_code == status, answer.content
    return answer.json()


def post(client, path, body, status=200):
    answer = client.post(path, json.dumps(body), content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def keep(client, data=None, base=BASE, **body):
    proposal = inspect(client, ("cats.onnx", data or detector()), base=base)["proposal"]
    return post(client, base, {"proposal": proposal, **body}, 201)


def test_a_dropped_file_is_understood_and_kept(ana):
    found = inspect(ana, ("cats.onnx", detector()))
    assert found["questions"] == []
    assert found["card"]["task"] == "detect"
    assert found["card"]["labels"] == ["cat", "dog"]
    assert found["operators"][0]["id"] == "visual-detector"
    assert not found["taken"]
    assert not Model.objects.filter(app__key="first").exists()
    kept = post(ana, BASE, {"proposal": found["proposal"]}, 201)
    assert (kept["id"], kept["title"], kept["imported"]) == ("cats", "Cats", True)
    assert [version["number"] for version in kept["versions"]] == [1]
    card = kept["versions"][0]["card"]
    assert (card["decoder"], card["opset"]) == ("yolo_v8", 17)
    assert Blob.objects.filter(digest=card["sha256"]).exists()
    assert [item["id"] for item in ana.get(BASE).json()["models"]] == ["cats"]
    listed = ana.get("/api/editor/models", {"app": "ana/first", "task": "detect"}).json()
    assert "cats" in {item["id"] for item in listed["models"]}


def test_open_questions_are_asked_and_answers_judged_anew(ana):
    found = inspect(ana, ("mine.onnx", bare()))
    asked = {item["field"]: item for item in found["questions"]}
    assert set(asked) == {"labels", "normalisation"}
    assert asked["labels"]["default"] == ["class 0", "class 1", "class 2"]
    answers = {"labels": ["a", "b", "c"], "normalisation": "half", "title": "My own"}
    again = post(ana, f"{BASE}/inspect", {"proposal": found["proposal"], "answers": answers})
    assert again["card"]["labels"] == ["a", "b", "c"]
    assert [item["answer"] for item in again["questions"]] == [["a", "b", "c"], "half"]
    kept = post(ana, BASE, {"proposal": found["proposal"], "answers": answers}, 201)
    assert kept["title"] == "My own"
    assert kept["versions"][0]["card"]["preprocess"]["mean"] == [0.5] * 3


def test_files_that_go_with_the_graph_are_read(ana):
    config = {"architectures": ["ViTForImageClassification"], "id2label": {"0": "x", "1": "y",
              "2": "z"}}  # fmt: skip
    found = inspect(
        ana, ("model.onnx", bare()), ("config.json", json.dumps(config).encode()),
        names=json.dumps(["onnx/model.onnx", "config.json"]),
    )  # fmt: skip
    assert found["card"]["labels"] == ["x", "y", "z"]
    assert found["questions"] == []


def test_a_large_file_comes_in_pieces(ana):
    data = detector()
    half = len(data) // 2
    pieces = [
        ana.post(f"{BASE}/pieces", part, content_type="application/octet-stream").json()["piece"]
        for part in (data[:half], data[half:])
    ]
    found = post(ana, f"{BASE}/inspect", {"files": [{"name": "cats.onnx", "pieces": pieces}]})
    assert found["card"]["decoder"] == "yolo_v8"


def test_a_piece_that_is_too_large_or_empty_is_refused(ana):
    kind = "application/octet-stream"
    sent = ana.post(f"{BASE}/pieces", b"\0" * (32 * 1024**2 + 1), content_type=kind)
    assert (sent.status_code, sent.json()["error"]["code"]) == (413, "too_large")
    assert ana.post(f"{BASE}/pieces", b"", content_type=kind).status_code == 400


def test_a_proposal_whose_files_were_pruned_is_gone(ana):
    proposal = inspect(ana, ("cats.onnx", detector()))["proposal"]
    Blob.objects.filter(media_type="application/octet-stream").delete()
    error = post(ana, BASE, {"proposal": proposal}, 404)["error"]
    assert "Send the files again" in error["message"]


def test_a_piece_of_another_app_is_not_found(ana):
    sent = ana.post(
        "/api/editor/apps/ana/second/models/pieces", b"x", content_type="application/octet-stream"
    ).json()
    body = {"files": [{"name": "a.onnx", "pieces": [sent["piece"]]}]}
    assert post(ana, f"{BASE}/inspect", body, 404)["error"]["code"] == "not_found"


@pytest.mark.parametrize(
    ("name", "data", "code", "status"),
    [
        ("cats.onnx", b"", "model_truncated", 422),
        ("cats.onnx", detector()[:300], "model_truncated", 422),
        ("cats.onnx", constant({"o": drawn(1, 2, 2, 2, 2)}).SerializeToString(),
         "model_no_usable_output", 422),
        ("config.json", b"{}", "model_no_graph", 422),
        ("cats.py", b"import os", "bad_request", 400),
        ("cats.bin", b"\0", "bad_request", 400),
    ],
)  # fmt: skip
def test_what_cannot_become_a_model_is_refused_with_a_reason(ana, name, data, code, status):
    before = Blob.objects.count()
    error = inspect(ana, (name, data), status=status)["error"]
    assert error["code"] == code
    assert error["message"].endswith(".")
    assert "/" not in error["message"]
    assert Blob.objects.count() == before


def test_a_model_over_the_limit_is_refused(ana, settings):
    settings.MODEL_MEGABYTES = 1
    data = constant({"o": drawn(1, 600_000)}).SerializeToString()
    assert inspect(ana, ("a.onnx", data), status=413)["error"]["code"] == "model_too_large"


@pytest.mark.parametrize(
    "answers",
    [{"size": 1}, {"colour": "red"}, {"task": "fly"}, {"labels": "cat"}, {"id": "a b"}, [1]],
)
def test_answers_that_do_not_fit_are_refused(ana, answers):
    proposal = inspect(ana, ("mine.onnx", bare()))["proposal"]
    body = {"proposal": proposal, "answers": answers}
    assert post(ana, BASE, body, 400)["error"]["code"] == "bad_request"
    assert not Model.objects.filter(app__key="first").exists()


@pytest.mark.parametrize("proposal", ["", "x", None, 5])
def test_a_proposal_that_nobody_made_is_not_found(ana, proposal):
    assert post(ana, BASE, {"proposal": proposal}, 404)["error"]["code"] == "not_found"


def test_a_file_that_was_uploaded_is_no_proposal(ana):
    """Who writes a proposal by hand and uploads it cannot have it stored."""
    kept = ana.post(
        f"{BASE}/pieces", json.dumps({"evidence": {}}), content_type="application/octet-stream"
    ).json()
    assert post(ana, BASE, {"proposal": kept["piece"]}, 404)


def test_a_proposal_is_good_for_its_own_app_only(ana):
    proposal = inspect(ana, ("cats.onnx", detector()))["proposal"]
    other = "/api/editor/apps/ana/second/models"
    assert post(ana, other, {"proposal": proposal}, 404)["error"]["code"] == "not_found"


@pytest.mark.parametrize("app", ["bob/first", "weft/models", "ana/nowhere"])
def test_another_tenants_models_cannot_be_reached(ana, app):
    base = f"/api/editor/apps/{app}/models"
    assert ana.get(base).status_code == 404
    assert inspect(ana, ("cats.onnx", detector()), status=404, base=base)
    assert ana.get(f"{base}/plates").status_code == 404
    assert ana.delete(f"{base}/plates").status_code == 404
    sent = ana.post(f"{base}/pieces", b"x", content_type="application/octet-stream")
    assert sent.status_code == 404


def test_only_the_apps_own_and_shared_models_are_ever_found(ana):
    version = keep(ana)["versions"][0]["id"]
    first, second = (
        Model.objects.filter(key="cats").first().app,
        User.objects.get(username="ana").apps.get(key="second"),
    )
    bobs = User.objects.get(username="bob").apps.get(key="first")
    for ref in (ModelRef(id="cats"), ModelRef(id="cats", version=version),
                ModelRef(id="cats", user="ana", app="first", version=version)):  # fmt: skip
        assert AppModels(first).manifest(ref) is not None
        assert AppModels(second).manifest(ref) is None
        assert AppModels(bobs).manifest(ref) is None


def test_the_worker_gets_only_files_that_the_version_names(ana):
    kept = keep(ana)["versions"][0]
    ref = ModelRef(id="cats", version=kept["id"])
    store = DatabaseModelStore()
    assert b"".join(store.read_file(ref, kept["card"]["sha256"]))
    other = keep(ana, bare())
    assert other["id"] == "cats-2"
    for wrong, digest in (
        (ref, other["versions"][0]["card"]["sha256"]), (ref, "0" * 64),
        (ModelRef(id="cats", version="0" * 32), kept["card"]["sha256"]),
        (ModelRef(id="plates", version=kept["id"]), kept["card"]["sha256"]),
    ):  # fmt: skip
        with pytest.raises(NotFoundError):
            list(store.read_file(wrong, digest))


def test_an_id_that_is_taken_is_refused_when_asked_for_and_numbered_when_not(ana):
    assert keep(ana)["id"] == "cats"
    assert inspect(ana, ("cats.onnx", detector()))["taken"]
    assert keep(ana)["id"] == "cats-2"
    proposal = inspect(ana, ("cats.onnx", detector()))["proposal"]
    error = post(ana, BASE, {"proposal": proposal, "answers": {"id": "cats"}}, 409)["error"]
    assert error["field"] == "id"


def test_a_second_file_becomes_a_second_version(ana):
    keep(ana)
    again = keep(ana, detector(author="somebody"), model="cats")
    assert [version["number"] for version in again["versions"]] == [2, 1]
    same = keep(ana, detector(author="somebody"), model="cats")
    assert len(same["versions"]) == 2
    proposal = inspect(ana, ("x.onnx", bare()))["proposal"]
    error = post(ana, BASE, {"proposal": proposal, "model": "cats"}, 409)["error"]
    assert "a model for detect" in error["message"]
    assert post(ana, BASE, {"proposal": proposal, "model": "gone"}, 404)


def test_a_model_is_renamed_and_described_and_keeps_its_id(ana):
    keep(ana)
    answer = ana.patch(
        f"{BASE}/cats", json.dumps({"title": "All cats", "description": "Mine."}),
        content_type="application/json",
    )  # fmt: skip
    shown = answer.json()
    assert (shown["id"], shown["title"], shown["description"]) == ("cats", "All cats", "Mine.")
    for wrong in ({"title": ""}, {"title": 5}, {"description": 5}, {"description": "x" * 5000}):
        answer = ana.patch(f"{BASE}/cats", json.dumps(wrong), content_type="application/json")
        assert answer.status_code == 400


def test_a_model_that_is_used_says_where_and_stays(ana):
    kept = keep(ana)
    app = Model.objects.get(key="cats").app
    graph = {
        "schema": 1,
        "inputs": [{"name": "image", "type": "image"}],
        "nodes": [{"id": "find", "operator": "visual-detector", "model": {"id": "cats"},
                   "inputs": {"image": ["IN.image"]}}],
    }  # fmt: skip
    workflow = create_workflow(Actor(app.owner), app, "Find cats", graph)
    assert ana.get(f"{BASE}/cats").json()["used_in"] == [
        {"workflow": workflow.key, "name": "Find cats", "where": "draft", "number": None}
    ]
    answer = ana.delete(f"{BASE}/cats")
    assert answer.status_code == 409
    error = answer.json()["error"]
    assert (error["code"], error["places"][0]["name"]) == ("model_in_use", "Find cats")
    workflow.draft.graph = {**graph, "nodes": []}
    workflow.draft.save()
    assert ana.delete(f"{BASE}/cats").status_code == 204
    assert ana.get(f"{BASE}/cats").status_code == 404
    listed = ana.get("/api/editor/models", {"app": "ana/first"}).json()["models"]
    assert "cats" not in {item["id"] for item in listed}
    assert AppModels(app).manifest(ModelRef(id="cats")) is None
    assert DatabaseModelStore().manifest(ModelRef(id="cats")) is None
    assert ModelVersion.objects.filter(pk=kept["versions"][0]["id"]).exists()
    assert keep(ana)["id"] == "cats"


def age():
    from django.db.models import F

    from tests.builder.pruning.kept import OLD

    Blob.objects.update(used_at=F("used_at") - OLD)


def test_a_models_files_stay_and_go_with_it(ana):
    kept = keep(ana)["versions"][0]["card"]["sha256"]
    proposals = Blob.objects.exclude(digest=kept)
    assert proposals.exists()
    age()
    pruning.prune(30, 10)
    assert set(Blob.objects.values_list("digest", flat=True)) == {kept}
    assert ana.delete(f"{BASE}/cats").status_code == 204
    age()
    pruning.prune(30, 10)
    assert not Blob.objects.exists()


def test_a_model_is_tried_on_a_picture_before_it_is_kept(ana):
    proposal = inspect(ana, ("cats.onnx", found_in_the_middle()))["proposal"]
    picture = BytesIO(encoded(as_pillow(solid(64, 64)), "PNG"))
    picture.name = "cat.png"
    answer = ana.post(f"{BASE}/try", {"proposal": proposal, "file": picture})
    assert answer.status_code == 200, answer.content
    trial = answer.json()
    assert trial["error"] is None
    assert trial["operator"] == "visual-detector"
    (region,) = trial["outputs"]["regions"]["items"]
    assert region["concepts"][0]["name"] == "dog"
    assert not Model.objects.filter(app__key="first").exists()


def test_a_trial_on_something_else_is_refused(ana):
    proposal = inspect(ana, ("cats.onnx", detector()))["proposal"]
    assert ana.post(f"{BASE}/try", {"proposal": proposal}).status_code == 400
    wrong = SimpleUploadedFile("cat.png", b"no picture")
    assert ana.post(f"{BASE}/try", {"proposal": proposal, "file": wrong}).status_code in (415, 422)


def as_pillow(image):
    from PIL import Image

    return Image.fromarray(image.pixels)


def found_in_the_middle() -> bytes:
    """A detector that finds one dog in the middle of everything."""
    import numpy as np

    table = np.zeros((1, 6, 84), np.float32)
    table[0, :, 40] = [32, 32, 20, 10, 0.1, 0.9]
    return constant({"output0": table}, metadata=YOLO).SerializeToString()


def test_strangers_are_turned_away(client, db):
    assert client.get(BASE).status_code in (401, 403)
    assert client.post(f"{BASE}/inspect").status_code in (401, 403)
