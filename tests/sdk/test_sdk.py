"""Clarifai's Python SDK, unchanged, against Weft: only the address and the key are ours."""

from __future__ import annotations

import pytest

from tests.clients import expected
from tests.sdk.user_process import told_by

PLATE = expected("street-one-car.jpg")
READ = ["1", "plate", *PLATE]
COMPLETE = {
    "schema": 1,
    "inputs": [{"name": "image", "type": "image"}],
    "nodes": [
        {"id": "find", "operator": "visual-detector", "model": {"id": "plates"},
         "inputs": {"image": ["IN.image"]}},
        {"id": "cut", "operator": "image-crop", "params": {"margin": 1.3},
         "inputs": {"image": ["IN.image"], "regions": ["find.regions"]}},
        {"id": "read", "operator": "optical-character-recognizer", "model": {"id": "ppocr-v6"},
         "inputs": {"image": ["cut.images"]}},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def complete(about, tmp_path_factory):
    """A file that the canvas wrote."""
    body = {"format": "clarifai-full", "name": "sdk-complete", "graph": COMPLETE, "layout": {}}
    answer = about["editor"].post(f"/apps/local/{about['app']}/exchange/export", body)
    path = tmp_path_factory.mktemp("files") / "complete.yml"
    path.write_text(answer.json()["text"])
    return str(path)


@pytest.fixture(scope="module")
def told(about, complete):
    """What a user's script saw, step by step."""
    plain = {name: value for name, value in about.items() if isinstance(value, str)}
    return told_by(
        "sdk_script", {**plain, "complete": complete, "wrong_key": about["token"][:-4] + "0000"},
        CLARIFAI_PAT=about["token"], CLARIFAI_API_BASE=about["base"],
    )  # fmt: skip


def test_a_workflow_is_made_from_yaml_of_operators_that_are_new(told, about):
    assert told["makes_text"] == {"id": "sdk-text", "user": "local", "app": about["app"]}


def test_a_workflow_is_made_from_yaml_of_models_that_are_there(told):
    assert told["makes_pictures"] == "sdk-plates"


def test_other_parameters_make_a_version_of_the_model_and_leave_workflows_as_they_are(told):
    assert told["makes_another_of_the_same_model"] == [["<hi>", "<hi>!"], ["[hi]"]]


def test_a_name_that_is_taken_is_refused(told):
    assert "DATABASE_DUPLICATE_KEY" in told["makes_the_same_again"]


def test_a_model_that_is_not_here_is_an_error_of_their_own(told):
    assert "model_type_id" in told["makes_with_a_model_that_is_not_here"]
    assert "sdk-odd" not in told["lists"]


def test_workflows_are_listed_whole_and_by_page(told):
    assert told["lists"] == ["sdk-other", "sdk-plates", "sdk-text"]
    assert told["lists_a_page"] == 2
    assert told["finds"] == "sdk-text"


@pytest.mark.parametrize(
    "step",
    ["predicts_text", "predicts_without_input_type", "predicts_text_of_a_url",
     "predicts_by_the_page_address"],
)  # fmt: skip
def test_texts_go_through(told, step):
    assert told[step] == [["<hi>", "<hi>!"]]


def test_a_file_of_text_goes_through(told):
    assert told["predicts_text_of_a_file"] == [["<Grüße>", "<Grüße>!"]]


@pytest.mark.parametrize(
    "step",
    ["predicts_a_picture", "predicts_a_picture_file_without_input_type",
     "predicts_a_picture_of_a_url", "makes_from_a_complete_file"],
)  # fmt: skip
def test_a_plate_is_found_cut_out_and_read(told, step):
    assert told[step] == READ


def test_32_inputs_come_back_in_their_order(told):
    assert told["predicts_a_batch"] == [f"n{i} <{i}>!" for i in range(32)]
    assert told["predicts_by_url_in_a_batch"] == ["i0", "i1", "i2"]


def test_33_inputs_are_refused_by_the_sdk_itself(told):
    assert told["predicts_more_than_fits"] == "UserError: Too many inputs. Max is 32."


def test_a_threshold_of_the_call_drops_what_is_below(told):
    kept, dropped = told["predicts_with_a_threshold"]
    assert kept >= 1
    assert dropped == 0


def test_a_picture_and_a_text_are_one_input(told):
    assert told["predicts_a_picture_with_text"] == ["1", "Asked: Whose car?"]


def test_a_film_into_a_workflow_of_pictures_gives_frames_with_tracks(told):
    film = told["predicts_a_film"]
    assert film["times"] == [0, 500, 1000]
    assert film["ids"]


def test_state_goes_on_over_calls_and_an_unknown_one_is_an_error(told):
    first, second = told["goes_on_with_a_state"]
    assert first == second == ["1"]
    assert told["goes_on_with_an_unknown_state"].startswith("Exception: Workflow Predict failed")


def test_merging_changes_the_nodes_that_are_named(told):
    assert told["patches_by_merging"] == [["<hi>", "<hi>?"]]


def test_what_is_said_of_a_workflow_changes_without_a_version(told):
    assert told["patches_what_is_said"] == "Says it twice"


def test_overwriting_replaces_all_nodes(told):
    assert told["patches_by_overwriting"] == [["(hi)"]]
    assert told["lists_versions"] == 3


def test_an_export_makes_the_same_workflow_under_another_name(told):
    assert told["exports_and_makes_again"] == [READ, READ]


def test_a_wrong_key_is_said(told):
    assert "API key not found" in told["has_a_wrong_key"]


def test_a_deleted_workflow_is_gone(told):
    assert "sdk-other" not in told["deletes"]
    assert "WORKFLOW_DOES_NOT_EXIST" in told["finds_no_more"]


def test_an_older_version_runs_when_it_is_pinned(told, about):
    """Their listings lose the ids of versions, so these come from the page or from REST."""
    path = f"/apps/local/{about['app']}/workflows/sdk-text/versions"
    versions = about["editor"].get(path).json()["versions"]
    plain = {name: value for name, value in about.items() if isinstance(value, str)}
    again = told_by(
        "sdk_script",
        {**plain, "first_version": versions[-1]["id"], "steps": ["runs_a_pinned_version"]},
        CLARIFAI_PAT=about["token"], CLARIFAI_API_BASE=about["base"],
    )  # fmt: skip
    assert again["runs_a_pinned_version"] == [["<hi>", "<hi>!"]]
