"""`manage.py import_model`: from a file, a folder, or a hub: the real client, a local server."""

from __future__ import annotations

import io
import json

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import override_settings

from builder.actions.create_app import create_app
from builder.models import Model
from builder.permissions import Actor
from config.files import file_store
from tests.hubs import COMMIT, REPO, running_hub
from tests.inference.importing.detectors import colour_finder, constant, drawn


@pytest.fixture
def app(db, tmp_path):
    files = file_store("", tmp_path / "blobs", endpoint="", region="")
    with override_settings(STORAGES={"default": files}, DATA_DIR=tmp_path / "data"):
        (tmp_path / "data").mkdir()
        yield create_app(Actor(User.objects.create(username="ana")), "First", key="first")


@pytest.fixture
def detector(tmp_path):
    path = tmp_path / "colour_finder.onnx"
    path.write_bytes(colour_finder().SerializeToString())
    return path


def said(capsys, *arguments, **options):
    call_command("import_model", *map(str, arguments), "--app", "ana/first", **options)
    return capsys.readouterr().out


def card(key):
    return Model.objects.get(key=key).versions.first().manifest


def test_a_file_is_imported_and_what_was_inferred_is_said(app, detector, capsys):
    out = said(capsys, detector, "--yes")
    assert "Colour finder: detect" in out
    assert "The file says that it is a YOLO model for detect. It names 2 classes." in out
    assert "Labels: red, blue" in out
    assert "Stored ana/first/colour-finder, version 1" in out
    assert card("colour-finder")["source"] == "imported from colour_finder.onnx"


def test_a_person_may_name_it_and_add_versions(app, detector, capsys):
    said(capsys, detector, "--yes", "--id", "mine", "--title", "My finder", "--licence", "MIT")
    assert (card("mine")["title"], card("mine")["licence"]) == ("My finder", "MIT")
    detector.write_bytes(colour_finder(cell=16).SerializeToString())
    assert "ana/first/mine, version 2" in said(capsys, detector, "--yes", "--version-of", "mine")


def test_a_folder_with_its_configuration_is_imported(app, tmp_path, capsys):
    folder = tmp_path / "hub-like"
    (folder / "onnx").mkdir(parents=True)
    made = constant({"logits": drawn(1, 2, low=-3, high=3)})
    (folder / "onnx" / "model.onnx").write_bytes(made.SerializeToString())
    (folder / "config.json").write_text(json.dumps({
        "architectures": ["ViTForImageClassification"], "id2label": {"0": "cat", "1": "dog"},
    }))  # fmt: skip
    (folder / "evil.py").write_text("raise SystemExit")
    said(capsys, folder, "--yes")
    assert card("hub-like")["labels"] == ["cat", "dog"]


def test_questions_are_asked_and_answers_taken(app, tmp_path, capsys, monkeypatch):
    path = tmp_path / "bare.onnx"
    path.write_bytes(constant({"out": drawn(1, 512, low=-3, high=3)}).SerializeToString())
    monkeypatch.setattr("sys.stdin", io.StringIO("\nhalf\nyes\n"))
    out = said(capsys, path)
    assert "What are the 512 numbers that come out?" in out
    stored = card("bare")
    assert (stored["task"], stored["preprocess"]["mean"]) == ("image-embed", [0.5, 0.5, 0.5])


def test_nothing_is_stored_without_consent(app, detector, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    with pytest.raises(CommandError, match="Nothing was stored"):
        call_command("import_model", str(detector), "--app", "ana/first")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(CommandError, match="--yes"):
        call_command("import_model", str(detector), "--app", "ana/first")
    assert not Model.objects.exists()


def test_labels_come_from_a_file(app, tmp_path, capsys):
    path, names = tmp_path / "bare.onnx", tmp_path / "names.txt"
    path.write_bytes(constant({"out": drawn(1, 3, low=-3, high=3)}).SerializeToString())
    names.write_text("a\nb\nc\n")
    said(capsys, path, "--yes", "--labels", names)
    assert card("bare")["labels"] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("model", "where", "says"),
    [("gone.onnx", "ana/first", "no such file"), ("x.onnx", "bob/first", "exists"),
     ("x.onnx", "ana/none", "no app none"), ("x.onnx", "ana", "exists")],
)  # fmt: skip
def test_what_is_not_there_is_said(app, model, where, says):
    with pytest.raises(CommandError, match=says):
        call_command("import_model", model, "--app", where, "--yes")


def test_a_refusal_is_one_sentence(app, tmp_path):
    path = tmp_path / "cut.onnx"
    path.write_bytes(b"\x08")
    with pytest.raises(CommandError, match=r"cut\.onnx"):
        call_command("import_model", str(path), "--app", "ana/first", "--yes")


def test_two_imports_of_one_model_need_two_ids(app, detector, capsys):
    said(capsys, detector, "--yes")
    with pytest.raises(CommandError, match="has a model colour-finder already"):
        call_command(
            "import_model", str(detector), "--app", "ana/first", "--yes", "--id", "colour-finder"
        )


# --- from a hub


def hub_files() -> dict[str, bytes]:
    made = constant({"logits": drawn(1, 2, low=-3, high=3)}).SerializeToString()
    config = {"architectures": ["ViTForImageClassification"], "id2label": {"0": "x", "1": "y"}}
    return {
        "config.json": json.dumps(config).encode(),
        "onnx/model.onnx": made,
        "onnx/model_quantized.onnx": made,
        "pytorch_model.bin": b"never",
        "model.pt": b"never",
        "data.pkl": b"never",
        "modeling.py": b"never",
        "model.safetensors": b"never",
        "README.md": b"never",
    }


@pytest.fixture
def hub(settings):
    with running_hub(hub_files()) as running:
        settings.HUB_ENDPOINT = running.url
        yield running


def test_a_model_of_the_hub_is_pinned_to_its_commit(app, hub, capsys):
    out = said(capsys, f"hf:{REPO}", "--yes")
    assert f"{REPO} at {COMMIT[:12]}:" in out
    assert "onnx/model.onnx" in out
    stored = card("tiny-model")
    assert stored["source"] == f"hf:{REPO}@{COMMIT}"
    assert (stored["licence"], stored["labels"]) == ("apache-2.0", ["x", "y"])
    assert hub.fetched() == {"config.json", "onnx/model.onnx"}


def test_sizes_are_shown_before_anything_is_fetched(app, hub, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    with pytest.raises(CommandError, match="Nothing was stored"):
        call_command("import_model", f"hf:{REPO}", "--app", "ana/first")
    assert "MB?" in capsys.readouterr().out
    assert hub.fetched() == set()


def test_another_precision_may_be_asked_for(app, hub, capsys):
    said(capsys, f"hf:{REPO}@main", "--yes", "--variant", "quantized")
    assert hub.fetched() == {"config.json", "onnx/model_quantized.onnx"}
    with pytest.raises(CommandError, match="no variant q4"):
        call_command("import_model", f"hf:{REPO}", "--app", "ana/first", "--yes", "--variant", "q4")


def test_a_model_that_is_too_large_is_not_fetched(app, hub, settings):
    hub.files["onnx/model.onnx"] = b"\0" * 70 * 1024 * 1024
    settings.MODEL_MEGABYTES = 1
    with pytest.raises(CommandError, match="larger than"):
        call_command("import_model", f"hf:{REPO}", "--app", "ana/first", "--yes")
    assert hub.fetched() == set()


@pytest.mark.parametrize(
    "name", ["hf:someone/nothing", f"hf:{REPO}@no-such-revision", "hf:nothing"]
)
def test_a_model_that_the_hub_does_not_have_is_said(app, hub, name):
    with pytest.raises(CommandError, match="has no model"):
        call_command("import_model", name, "--app", "ana/first", "--yes")


@pytest.mark.parametrize("name", ["hf:../../x", "hf:a/b/c", "hf:a b", "hf:", "hf:a/b@../x"])
def test_names_that_name_nothing_are_refused(app, hub, name):
    with pytest.raises(CommandError, match="names no model"):
        call_command("import_model", name, "--app", "ana/first", "--yes")
    assert hub.asked == []


def test_a_private_model_takes_the_token_and_never_tells_it(app, settings, capsys, caplog):
    caplog.set_level("DEBUG")
    with running_hub(hub_files(), token="hf_secret") as hub:
        settings.HUB_ENDPOINT = hub.url
        with pytest.raises(CommandError, match="WEFT_HF_TOKEN"):
            call_command("import_model", f"hf:{REPO}", "--app", "ana/first", "--yes")
        settings.HUB_TOKEN = "hf_secret"
        out = said(capsys, f"hf:{REPO}", "--yes")
        assert "Stored" in out
        assert "hf_secret" not in out + caplog.text


def test_a_hub_that_is_away_is_said(app, settings, hub):
    hub.shutdown()
    hub.server_close()
    with pytest.raises(CommandError, match="unreachable"):
        call_command("import_model", f"hf:{REPO}", "--app", "ana/first", "--yes")
