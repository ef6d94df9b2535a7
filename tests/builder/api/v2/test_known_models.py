"""What the model of a node may be, and what it then stands for."""

from __future__ import annotations

import pytest

from builder.models import Version
from tests.builder.api.v2.test_round_trips import ana, app, ask  # noqa: F401 - fixtures


def node(model, **more):
    return {"id": "node", "model": model, **more}


@pytest.fixture
def made(ask):  # noqa: F811
    """Makes a workflow of one node; answers the node as shown, and as the graph has it."""

    def make(model, **more):
        told = [{"id": "flow", "nodes": [node(model, **more)]}]
        [workflow] = ask("PostWorkflows", workflows=told)["workflows"]
        graph = Version.objects.get(pk=workflow["version"]["id"]).graph
        return workflow["nodes"][0], graph["nodes"][0]

    return make


@pytest.fixture
def refused(ask):  # noqa: F811
    def refuse(model, **more):
        with pytest.raises(AssertionError) as told:
            ask("PostWorkflows", workflows=[{"id": "flow", "nodes": [node(model, **more)]}])
        return str(told.value)

    return refuse


def test_a_shared_model_by_its_id(made):
    shown, kept = made({"id": "ppocr-v6"})

    assert kept["operator"] == "optical-character-recognizer"
    assert kept["model"]["user"] == "weft"
    assert (shown["model"]["id"], shown["model"]["user_id"]) == ("ppocr-v6", "weft")


def test_a_shared_model_though_the_apps_own_user_is_named(made):
    shown, _ = made({"id": "ppocr-v6", "user_id": "ana", "app_id": "shop"})
    assert shown["model"]["user_id"] == "weft"


def test_an_override_of_a_model_with_a_file_is_shown_again(made):
    shown, kept = made({"id": "plates"}, output_info_override={"output_config": {"min_value": 0.5}})

    assert kept["params"] == {"min_value": 0.5}
    assert shown["output_info_override"]["params"] == {"min_value": 0.5}


def test_the_labels_of_a_model_with_a_file_select_nothing(made):
    """The SDK sends the whole model that it read, labels included."""
    labels = {"data": {"concepts": [{"id": "plate", "name": "plate"}]}}
    _, kept = made({"id": "plates", "model_version": {"output_info": labels}})
    assert "params" not in kept


def test_an_operator_itself(made):
    shown, kept = made({"id": "barcode-operator"})
    assert kept == {
        "id": "node", "operator": kept["operator"], "inputs": {"image": ["IN.image"]},
    }  # fmt: skip
    assert shown["model"]["model_type_id"] == "barcode-operator"


@pytest.mark.parametrize("place", ["model", "version"])
def test_parameters_stand_in_either_place(made, place):
    info = {"output_info": {"params": {"prompt_template": "<{data.text.raw}>"}}}
    model = {"id": "wrap", "model_type_id": "prompter"}
    model |= info if place == "model" else {"model_version": info}

    _, kept = made(model)

    assert kept["params"] == {"prompt_template": "<{data.text.raw}>"}


def test_a_reader_of_text_is_made_on_the_fly(made):
    shown, kept = made({"id": "my-reader", "model_type_id": "optical-character-recognizer"})
    assert shown["model"]["id"] == "my-reader"
    assert kept["model"]["id"] == "ppocr-v6"


def test_a_trainable_type_needs_a_file(refused):
    told = refused({"id": "my-detector", "model_type_id": "visual-detector"})
    assert "21200" in told
    assert "import it" in told


def test_a_version_that_is_not_there(refused):
    told = refused({"id": "ppocr-v6", "model_version": {"id": "0" * 32}})
    assert "ppocr-v6 has no version" in told


def test_models_of_the_guides_have_stand_ins(ask, made):  # noqa: F811
    home = {"user_id": "clarifai", "app_id": "main"}
    shown, kept = made({"id": "face-detection", "model_version": {"id": "f" * 32}, **home})

    assert shown["model"]["id"] == "face-detection"
    assert kept["operator"] == "face-detector"
    told = [{"id": "again", "nodes": [node(shown["model"])]}]
    answer = ask("PostWorkflows", workflows=told)
    assert answer["workflows"][0]["nodes"][0] == shown
    assert "not the same weights" in answer["status"]["details"]


def test_a_stand_in_with_a_file(made):
    shown, kept = made({"id": "license-plate-detection"})
    assert kept["model"]["id"] == "plates"
    assert shown["model"]["id"] == "license-plate-detection"


def test_a_model_of_the_guides_without_a_stand_in_says_why(refused):
    told = refused({"id": "general-image-recognition"})
    assert "21200" in told
    assert "Import" in told


def test_no_model_at_all(refused):
    assert "names no model" in refused({})
