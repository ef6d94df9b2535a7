"""clarifai-grpc, unchanged, over gRPC and over its JSON channel: the docs' own flows."""

from __future__ import annotations

import pytest

from tests.clients import expected
from tests.sdk.user_process import told_by

THEIR_FAULT = "'google._upb._message.FieldDescriptor' object has no attribute 'label'"


@pytest.fixture(scope="module", params=["grpc", "json"])
def told(request, about):
    """What a user's script saw, step by step, in an app of its own."""
    made = about["editor"].post("/apps", {"name": f"stub {request.param}", "input_type": "text"})
    plain = {name: value for name, value in about.items() if isinstance(value, str)}
    asked = {**plain, "app": made.json()["id"], "channel": request.param}
    return {**told_by("stub_script", asked), "channel": request.param}


def test_a_model_is_made_on_the_fly(told):
    """Their JSON channel cannot write concepts with protobuf 7; nothing reaches the server then."""
    made = told["makes_a_model_on_the_fly"]
    if isinstance(made, str):
        assert made == f"AttributeError: {THEIR_FAULT}"
        assert told["channel"] == "json"
        return
    assert made["id"].endswith("-near")
    assert made["hex"] == 32


def test_a_workflow_is_made_listed_found_and_run(told):
    made = told["makes_a_workflow"]
    assert (made["version"], made["type"], made["inputs"]) == (32, "prompter", "wrap")
    assert told["lists_workflows"] is True
    assert told["gets_the_workflow"] == ["wrap", "mark"]
    assert told["predicts_text"] == [["<hi>", "<hi>!"], ["<ho>", "<ho>!"]]


def test_pages_end_with_an_empty_one(told):
    assert told["lists_page_by_page"] == [1, 0]


def test_a_suppressed_output_keeps_its_place(told):
    assert told["suppresses_an_output"] == [["", "<hi>!"]]


def test_models_of_the_guides_run_by_their_names(told):
    joined = told["joins_nodes"]
    assert joined["models"][:3] == [
        "plates",
        "margin-130-image-crop",
        "ocr-scene-english-paddleocr",
    ]
    assert joined["regions"] == 1
    assert expected("street-one-car.jpg")[0] in joined["said"]


def test_pictures_films_and_sounds_go_through(told):
    assert told["predicts_a_picture_of_a_url"] == ["plate"]
    assert told["predicts_a_film"] == [0, 1000]
    assert isinstance(told["predicts_sound"], str)
    assert "Error" not in told["predicts_sound"]
    assert told["keeps_bytes_as_they_are"] is True


def test_33_inputs_are_refused(told):
    assert told["predicts_too_many"].startswith("RuntimeError: 40001")


def test_a_bad_input_beside_a_good_one_is_said_by_itself(told):
    whole, good, bad = told["predicts_where_one_input_is_bad"]
    assert (whole, good) == (10010, 10000)
    assert bad not in (0, 10000)


def test_what_is_missing_and_a_missing_key_are_told_in_band(told):
    assert told["gets_a_workflow_that_is_not_there"].startswith("RuntimeError: 22102")
    assert told["has_no_key"] in (11001, 11008, 11102)


def test_overwriting_makes_a_version_and_the_one_before_still_runs(told):
    assert told["patches"] == [["(hi)"]]
    assert told["runs_the_version_before"] == [["<hi>", "<hi>!"]]


def test_deleted_is_gone(told):
    assert told["deletes_one"] == 22102
    assert told["deletes_all"] == 0
