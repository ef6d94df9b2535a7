"""inference-sdk, unchanged, against this server: definitions, saved workflows, refusals."""

from __future__ import annotations

import pytest

from tests.clients import expected
from tests.sdk.user_process import told_by

HOME = "/apps/local/demo"
SAVED = {
    "schema": 1,
    "inputs": [{"name": "image", "type": "image"}],
    "nodes": [
        {
            "id": "find", "operator": "visual-detector", "model": {"id": "plates"},
            "inputs": {"image": ["IN.image"]},
        },
        {
            "id": "cut", "operator": "image-crop",
            "inputs": {"image": ["IN.image"], "regions": ["find.regions"]},
        },
    ],
    "outputs": [
        {"name": "plates", "source": "find.regions"}, {"name": "crops", "source": "cut.images"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def told(about):
    """What a user's script saw, step by step."""
    editor, server = about["editor"], about["server"]
    alias = {"alias": "vehicle-registration-plates-trudk/2", "model": "plates"}
    assert editor.put(f"{HOME}/model-aliases", alias).status_code == 200
    flow = editor.new_workflow("For their client")
    fewer = {**SAVED, "outputs": SAVED["outputs"][:1]}
    versions = []
    for graph in (fewer, SAVED):
        made = editor.post(f"{flow}/versions", {"graph": graph, "layout": {}, "publish": True})
        assert made.status_code == 201, made.text
        versions.append(made.json())
    plain = {name: value for name, value in about.items() if isinstance(value, str)}
    asked = {
        **plain,
        "home": "demo",
        "flow": flow.rpartition("/")[2],
        "versions": [versions[0]["id"], "1", "2"],
        "token": server.token("--app", "demo"),
        "reader": server.token("--scopes", "Workflows_Get"),
    }
    return told_by("roboflow_script", asked)


def test_the_guides_definition_runs_word_for_word(told):
    result = told["runs_the_guides_definition"]
    assert result["names"] == ["predictions", "image", "recognised_plates", "crops"]
    [plate] = expected("street-one-car.jpg")
    assert [text.replace(" ", "") for text in result["text"]] == [plate.replace(" ", "")]
    assert result["crops"] == ["JPEG"]
    assert result["classes"] == ["plate"]
    assert result["same size"] is True
    [[left, top, right, bottom]] = result["boxes"]
    assert 0 < left < right
    assert 0 < top < bottom
    assert result["image"] == "/9j/"
    assert told["runs_the_same_by_the_old_method"] == result["text"]


def test_pictures_come_as_the_client_wants_them(told):
    found = told["decodes_pictures"]
    assert (found["BASE64"], found["NUMPY"]) == ("str", "ndarray")
    assert "Image" in found["PILLOW"]
    assert found["difference"] == 0


def test_pictures_go_in_by_path_array_picture_address_and_base64(told):
    assert told["takes_pictures_in_every_form"] == [1, 1, 1, 1, 1]


def test_parameters_are_followed_and_echoed(told):
    assert told["follows_parameters"] == [[0, 0.999], [1, 0.3]]


def test_a_step_is_told_with_all_its_properties(told):
    names, same = told["tells_everything_of_a_step"]
    assert "predictions" in names
    assert same is True


@pytest.mark.parametrize("size", [1, 8, 32])
def test_a_batch_has_an_answer_for_each_picture(told, size):
    count, texts = told["runs_batches"][str(size)]
    assert count == size
    assert len(texts) == 1


def test_fields_are_left_out(told):
    assert told["leaves_fields_out"] == ["predictions", "recognised_plates"]


def test_a_saved_workflow_runs_by_its_user_and_by_its_app(told):
    assert told["runs_a_saved_workflow"] == {"user": ["crops", "plates"], "count": 2, "same": True}


def test_a_version_is_pinned_by_id_and_by_number(told):
    assert told["pins_a_version"] == [["plates"], ["plates"], ["crops", "plates"]]


def test_a_profile_has_every_step(told):
    assert told["profiles"] == ["cropping", "offset", "plates_detector", "step_ocr"]


def test_the_key_is_taken_from_three_places_and_the_first_one_counts(told):
    assert told["sends_the_key_in_three_places"] == [200, 200, 200, 401]


@pytest.mark.parametrize(
    ("step", "status", "words"),
    [
        ("is_told_that_the_key_is_missing", 401, ("no key", "create_token")),
        ("is_told_that_the_key_is_unknown", 401, ("unknown or was revoked",)),
        ("is_told_that_the_key_may_not", 403, ("Predict",)),
        ("is_told_that_the_workflow_is_missing", 404, ("no workflow nothing",)),
        ("is_told_of_a_misspelt_type", 400, ("ObjectDetctionModel", "Did you mean")),
        ("is_told_of_an_unknown_model", 400, ("nobody-knows/1", "table")),
        ("is_told_of_a_missing_picture", 400, ("image", "missing")),
        ("is_told_of_a_wrong_parameter", 400, ("least",)),
        ("is_told_of_too_many_pictures", 400, ("33", "32")),
        ("is_told_of_a_broken_picture", 400, ("image", "not a picture")),
    ],
)
def test_a_refusal_says_what_is_wrong(told, step, status, words):
    got, message = told[step]
    assert got == status
    for word in words:
        assert word in message
