"""Models by the public API, over REST and over gRPC: the same methods, the same answers."""

from __future__ import annotations

import pytest

from runtime import registry

WEFT = {"user_id": "weft", "app_id": "models"}
CLARIFAI = {"user_id": "clarifai", "app_id": "main"}
OTHER = (
    "from django.contrib.auth.models import User;"
    "from builder.models import App;"
    "from builder.actions.tokens import create_token;"
    "u, _ = User.objects.get_or_create(username='ben');"
    "App.objects.get_or_create(owner=u, key='bens', defaults={'name': 'Bens'});"
    "print(create_token(u, 'test')[1])"
)
IMPORTED = (
    "from builder.models import App, Model, ModelVersion;"
    "app = App.objects.get(key='APP');"
    "card = dict(ModelVersion.objects.get(model__key='plates').manifest, id='mine');"
    "model = Model.objects.create(app=app, key='mine', title='Mine', task='detect');"
    "ModelVersion.objects.create(model=model, number=1, digest='d' * 64, manifest=card)"
)
WRAP = {"output_info": {"params": {"prompt_template": "<{data.text.raw}>"}}}


def code(door, method, **body):
    return door.call(method, **body)["status"]["code"]


@pytest.fixture
def name():
    """An id of no shared model."""
    return "made-here"


def test_a_missing_model_is_told_in_the_words_that_clients_look_for(door):
    for user, app in (("local", door.app), ("local", "no-such-app"), ("nobody", "nothing")):
        answer = door.call(
            "GetModel", user_app_id={"user_id": user, "app_id": app}, model_id="no-such-model"
        )
        assert answer["status"]["code"] == 21200
        assert answer["status"]["description"] == "Model does not exist"
        assert answer["status"]["http_status_code"] == 404


def test_a_shared_model_is_found_from_any_app(door):
    for home in ({"user_id": "local", "app_id": door.app}, WEFT):
        model = door.ok("GetModel", user_app_id=home, model_id="plates")["model"]
        assert (model["user_id"], model["app_id"], model["id"]) == ("weft", "models", "plates")
    version = model["model_version"]
    assert model["model_type_id"] == "visual-detector"
    assert version["status"]["code"] == 21100
    assert version["output_info"]["data"]["concepts"] == [{"id": "plate", "name": "plate"}]
    assert version["metadata"]["weft"]["licence"] == version["license"] == "Apache-2.0"
    assert version["metadata"]["weft"]["bytes"] > 100_000
    assert len(version["id"]) == 32


def test_an_operator_model_is_made_on_the_fly(door, name):
    made = door.ok("PostModels", models=[{"id": name, "model_type_id": "prompter"}])["model"]
    assert made["model_type_id"] == "prompter"
    assert made["model_version"]["status"]["code"] == 21102
    assert "id" not in made["model_version"]
    version = door.ok("PostModelVersions", model_id=name, model_versions=[WRAP])["model"]
    assert version["model_version"]["output_info"]["params"] == WRAP["output_info"]["params"]
    again = door.ok("PostModelVersions", model_id=name, model_versions=[WRAP])["model"]
    assert again["model_version"]["id"] == version["model_version"]["id"]
    other = door.ok("PostModelVersions", model_id=name)["model"]["model_version"]
    assert other["id"] != version["model_version"]["id"]
    found = door.ok("GetModel", model_id=name)["model"]["model_version"]
    assert found["id"] == other["id"]
    found = door.ok("GetModel", model_id=name, version_id=again["model_version"]["id"])["model"]
    assert found["model_version"]["id"] == again["model_version"]["id"]
    assert code(door, "GetModel", model_id=name, version_id="0" * 32) == 21200


def test_the_older_form_makes_a_version_at_once(door, name):
    info = {
        "data": {"concepts": [{"id": "cat", "value": 0.8}]},
        "params": {"concept_threshold_type": 3},
    }
    body = {"id": name, "model_type_id": "concept-thresholder", "output_info": info}
    made = door.ok("PostModels", model=body)["model"]["model_version"]
    assert made["status"]["code"] == 21100
    assert made["output_info"]["params"]["concept_threshold_type"] == "LESS_THAN"
    concept = made["output_info"]["data"]["concepts"][0]
    assert concept["id"] == "cat"
    assert concept["value"] == pytest.approx(0.8)


def test_what_has_no_effect_is_said(door, name):
    info = {"params": {"margin": 1.3, "margni": 2}}
    model = {"id": name, "model_type_id": "image-crop", "model_version": {"output_info": info}}
    version = door.ok("PostModels", models=[model])["model"]["model_version"]
    assert version["output_info"]["params"] == {"margin": pytest.approx(1.3)}
    assert "margni has no effect here" in version["output_info"]["message"]


def test_several_are_made_or_none(door, name):
    models = [{"id": name, "model_type_id": "prompter"}, {"id": "b", "model_type_id": "promter"}]
    answer = door.call("PostModels", models=models)
    assert answer["status"]["code"] == 11100
    assert "Did you mean prompter?" in answer["status"]["details"]
    assert code(door, "GetModel", model_id=name) == 21200
    assert code(door, "PostModels") == 11100


@pytest.mark.parametrize("body", [
    {"models": [{"id": "x1"}]},
    {"models": [{"id": "a b", "model_type_id": "prompter"}]},
    {"models": [{"id": "x1", "model_type_id": "visual-classifier"}]},
    {"models": [{"id": "x1", "model_type_id": "aws-lambda"}]},
    {"model": {"id": "x1", "model_type_id": "image-crop",
               "output_info": {"params": {"margin": "wide"}}}},
])  # fmt: skip
def test_what_cannot_be_made_is_refused_with_a_reason(door, body):
    answer = door.call("PostModels", **body)
    assert answer["status"]["code"] == 11100
    assert answer["status"]["details"].endswith(".")
    assert code(door, "GetModel", model_id="x1") == 21200


def test_a_type_that_needs_a_file_names_models_that_are_there(door):
    body = [{"id": "x2", "model_type_id": "visual-classifier"}]
    details = door.call("PostModels", models=body)["status"]["details"]
    assert "Import an ONNX file" in details
    assert "digits, smiles" in details


def test_an_id_is_taken_once(door, name):
    body = {"id": name, "model_type_id": "prompter"}
    door.ok("PostModels", models=[body])
    assert code(door, "PostModels", models=[body]) == 40010
    made = door.ok("PostModels", models=[{"model_type_id": "prompter"}])["model"]
    assert made["id"].startswith("prompter-")
    door.ok("DeleteModels", ids=[made["id"]])


def test_an_app_is_listed_page_by_page(door, name):
    wanted = [f"{name}-{index}" for index in range(5)]
    for key in wanted:
        door.ok("PostModels", models=[{"id": key, "model_type_id": "text-cleaner"}])
    found, page = [], 1
    while True:
        rows = door.ok("ListModels", search=name, page=page, per_page=2).get("models", [])
        if not rows:
            break
        found += [row["id"] for row in rows]
        page += 1
    assert found == wanted[::-1]
    assert page == 4
    rows = door.ok("ListModels", search=name, sort_by_name=True, sort_ascending=True)["models"]
    assert [row["id"] for row in rows] == wanted
    assert door.ok("ListModels", name=wanted[3])["models"][0]["id"] == wanted[3]
    assert not door.ok("ListModels", search=name, trained_only=True).get("models")
    assert not door.ok("ListModels", search=name, model_type_id="prompter").get("models")
    assert len(door.ok("ListModels", search=name, model_type_id="text-cleaner")["models"]) == 5
    assert code(door, "ListModels", per_page=5000) == 11105


def test_the_shared_catalogue_is_listed_by_anyone(door):
    shared = {row["id"] for row in door.ok("ListModels", user_app_id=WEFT, per_page=1000)["models"]}
    assert {"plates", "ppocr-v6", "minilm"} <= shared
    everything = {
        row["id"] for row in door.ok("ListModels", user_app_id={}, per_page=1000)["models"]
    }
    assert shared <= everything
    own = door.ok("ListModels", user_app_id={}, dont_fetch_from_main=True, per_page=1000)
    assert not shared & {row["id"] for row in own.get("models", [])}
    rows = door.ok("ListModels", user_app_id=WEFT, model_type_id="visual-detector")["models"]
    assert [row["id"] for row in rows] == ["plates"]
    rows = door.ok("ListModels", user_app_id=WEFT, input_fields=["audio"])["models"]
    assert [row["id"] for row in rows] == ["silero-vad"]


def test_what_is_said_of_a_model_changes(door, name):
    said = {"notes": "n", "use_cases": ["a"], "metadata": {"k": 1}, "toolkits": ["t"]}
    body = {"id": name, "model_type_id": "prompter", "description": "d", **said}
    made = door.ok("PostModels", models=[body])["model"]
    assert (made["description"], made["notes"], made["use_cases"]) == ("d", "n", ["a"])

    def patch(action, **fields):
        models = [{"id": name, **fields}]
        return door.ok("PatchModels", action=action, models=models)["models"][0]

    found = patch("merge", use_cases=["b"], metadata={"l": 2}, visibility={"gettable": 50})
    assert found["use_cases"] == ["a", "b"]
    assert found["metadata"] == {"k": 1, "l": 2}
    assert found["visibility"] == {"gettable": 50}
    assert found["description"] == "d"
    found = patch("overwrite", use_cases=["c"], metadata={"m": 3}, display_name="N")
    assert found["use_cases"] == ["c"]
    assert found["metadata"] == {"m": 3}
    assert found["display_name"] == "N"
    found = patch("remove", use_cases=["c"])
    assert "use_cases" not in found
    assert found["toolkits"] == ["t"]
    assert code(door, "PatchModels", action="mix", models=[{"id": name}]) == 11100
    assert code(door, "PatchModels", action="merge", models=[{"id": "nope"}]) == 21200
    other = [{"id": name, "model_type_id": "image-crop"}]
    assert code(door, "PatchModels", action="merge", models=other) == 11100


def test_versions_are_listed_described_and_hidden(door, name):
    door.ok("PostModels", models=[{"id": name, "model_type_id": "image-crop"}])
    ids = []
    for margin in (1.0, 1.1, 1.2):
        given = {"description": f"m {margin}", "output_info": {"params": {"margin": margin}}}
        answer = door.ok("PostModelVersions", model_id=name, model_versions=[given])
        ids.append(answer["model"]["model_version"]["id"])
    rows = door.ok("ListModelVersions", model_id=name)["model_versions"]
    assert [row["id"] for row in rows] == ids[::-1]
    assert rows[0]["description"] == "m 1.2"
    assert not door.ok("ListModelVersions", model_id=name, page=2).get("model_versions")
    given = {"id": ids[0], "license": "MIT", "metadata": {"by": "me"}}
    door.ok("PatchModelVersions", model_id=name, action="merge", model_versions=[given])
    found = door.ok("GetModelVersion", model_id=name, version_id=ids[0])["model_version"]
    assert found["license"] == "MIT"
    assert found["metadata"]["by"] == "me"
    assert found["output_info"]["params"] == {"margin": pytest.approx(1.0)}
    door.ok("DeleteModelVersion", model_id=name, version_id=ids[2])
    assert code(door, "GetModelVersion", model_id=name, version_id=ids[2]) == 21200
    assert door.ok("GetModel", model_id=name)["model"]["model_version"]["id"] == ids[1]
    given = {"output_info": {"params": {"margin": 1.2}}}
    answer = door.ok("PostModelVersions", model_id=name, model_versions=[given])
    assert answer["model"]["model_version"]["id"] not in ids


def test_a_shared_model_is_not_changed(door):
    answer = door.call("PostModelVersions", user_app_id=WEFT, model_id="plates")
    assert answer["status"]["code"] == 21201
    assert answer["status"]["http_status_code"] == 403
    assert "Make one of your own." in answer["status"]["details"]


def test_models_are_deleted_together_or_not_at_all(door, name):
    keys = [f"{name}-{index}" for index in range(2)]
    for key in keys:
        door.ok("PostModels", models=[{"id": key, "model_type_id": "prompter"}])
    assert code(door, "DeleteModels", ids=[keys[0], "no-such-model"]) == 21200
    door.ok("GetModel", model_id=keys[0])
    door.ok("DeleteModels", ids=keys)
    assert code(door, "GetModel", model_id=keys[0]) == 21200
    door.ok("PostModels", models=[{"id": keys[0], "model_type_id": "image-crop"}])
    door.ok("DeleteModel", model_id=keys[0])
    assert code(door, "DeleteModel", model_id=keys[0]) == 21200
    assert code(door, "DeleteModels") == 11100


def test_the_types_are_the_operators(door):
    types = door.ok("ListModelTypes", per_page=1000)["model_types"]
    by_id = {item["id"]: item for item in types}
    assert len(by_id) == len(types) > 150
    assert not door.ok("ListModelTypes", page=9).get("model_types")
    found = door.ok("GetModelType", model_type_id="visual-detector")["model_type"]
    assert found["input_fields"] == ["image"]
    assert "regions[...].data.concepts" in found["output_fields"]
    assert not found.get("creatable")
    assert by_id["audio-to-text"]["input_fields"] == ["audio"]
    assert by_id["video-frames"]["output_fields"] == ["frames[...].data.image"]
    crop = by_id["image-crop"]
    assert crop["creatable"]
    assert crop["input_fields"][0] == "image"
    assert crop["output_fields"] == ["regions[...].data.image"]
    alias = door.ok("GetModelType", model_type_id="tesseract-operator")["model_type"]
    assert alias["id"] == "optical-character-recognizer"
    answer = door.call("GetModelType", model_type_id="visual-detecter")
    assert answer["status"]["code"] == 11101
    assert "Did you mean visual-detector?" in answer["status"]["details"]


def test_a_type_says_the_form_of_its_parameters(door):
    found = door.ok("GetModelType", model_type_id="concept-thresholder")["model_type"]
    fields = {field["name"]: field for field in found["model_type_fields"]}
    kind = fields["concept_threshold_type"]
    assert kind["path"] == "output_info.params.concept_threshold_type"
    assert kind["field_type"] == 8
    assert kind["default_value"] == "GREATER_THAN"
    assert {"id": "LESS_THAN"} in kind["model_type_enum_options"]
    assert fields["value"]["field_type"] == 7
    assert fields["value"]["model_type_range_info"]["max"] == 1
    assert fields["concepts"]["path"] == "output_info.data.concepts"
    assert fields["concepts"]["field_type"] == 5


def test_every_type_of_the_catalogue_can_be_told(door):
    """Protobuf refuses what does not fit its fields."""
    types = door.ok("ListModelTypes", per_page=1000)["model_types"]
    assert all(item["title"] and item["description"] for item in types)
    sources = {operator.id for operator in registry.operators().values() if not operator.inputs}
    assert all(item["input_fields"] for item in types if item["id"] not in sources)
    assert all(item["output_fields"] for item in types)


def test_models_of_the_guides_have_stand_ins(door):
    for home in (CLARIFAI, {"user_id": "local", "app_id": door.app}):
        model = door.ok("GetModel", user_app_id=home, model_id="face-detection")["model"]
        assert model["model_type_id"] == "face-detector"
        assert (model["user_id"], model["app_id"]) == (home["user_id"], home["app_id"])
        assert "stand-in" in model["description"]
        assert len(model["model_version"]["id"]) == 32
    pinned = door.ok("GetModel", model_id="margin-110-image-crop", version_id="f" * 32)["model"]
    assert pinned["model_version"]["id"] == "f" * 32
    assert pinned["model_version"]["output_info"]["params"] == {"margin": pytest.approx(1.1)}
    answer = door.call("GetModel", user_app_id=CLARIFAI, model_id="general-image-recognition")
    assert answer["status"]["description"] == "Model does not exist"
    assert "Import an image classifier" in answer["status"]["details"]


def test_other_users_find_public_models_only(door, server, name):
    door.ok("PostModels", models=[{"id": name, "model_type_id": "prompter"}])
    key = server.manage("shell", "-v", "0", "-c", OTHER).splitlines()[-1]
    other = door.by(key).at("ben", "bens")
    local = {"user_id": "local", "app_id": door.app}
    assert code(other, "GetModel", user_app_id=local, model_id=name) == 21200
    assert name not in str(other.call("ListModels", user_app_id=local))
    public = [{"id": name, "visibility": {"gettable": 50}}]
    door.ok("PatchModels", action="merge", models=public)
    assert other.ok("GetModel", user_app_id=local, model_id=name)["model"]["user_id"] == "local"
    door.ok("PostModelVersions", model_id=name, model_versions=[WRAP])
    hi = [{"data": {"text": {"raw": "hi"}}}]
    ran = other.ok("PostModelOutputs", user_app_id=local, model_id=name, inputs=hi)
    assert ran["outputs"][0]["data"]["text"]["raw"] == "<hi>"
    assert name in str(other.ok("ListModels", user_app_id=local))
    assert name in str(other.ok("ListModels", user_app_id={"user_id": "local"}))
    for method, body in (
        ("PatchModels", {"models": [{"id": name, "notes": "mine"}]}),
        ("DeleteModels", {"ids": [name]}),
        ("DeleteModel", {"model_id": name}),
        ("PostModelVersions", {"model_id": name}),
    ):
        assert code(other, method, user_app_id=local, **body) == 21201, method
    assert "notes" not in door.ok("GetModel", model_id=name)["model"]


def test_a_model_in_use_is_not_deleted(door, server, editor):
    server.manage("shell", "-v", "0", "-c", IMPORTED.replace("APP", door.app))
    nodes = [{"id": "find", "model": {"id": "mine"}}]
    door.ok("PostWorkflows", workflows=[{"id": "uses", "nodes": nodes}])
    status = door.call("DeleteModel", model_id="mine")["status"]
    assert (status["code"], status["http_status_code"]) == (21203, 409)
    assert "uses" in status["details"]
    version = door.ok("GetModel", model_id="mine")["model"]["model_version"]["id"]
    assert code(door, "DeleteModelVersion", model_id="mine", version_id=version) == 21203
    answer = door.call("PostModelVersions", model_id="mine")
    assert answer["status"]["code"] == 11100
    assert "multipart/form-data with model=mine" in answer["status"]["details"]
    door.ok("DeleteWorkflow", workflow_id="uses")
    door.ok("DeleteModelVersion", model_id="mine", version_id=version)
    door.ok("DeleteModel", model_id="mine")
    assert "mine" not in str(editor.get(f"/models?app=local/{door.app}").json())


def test_a_token_that_only_runs_runs_a_model_and_changes_none(door, server):
    key = server.token("--scopes", "Predict")
    runner = door.by(key)
    hi = [{"data": {"text": {"raw": "a  b"}}}]
    ran = runner.ok("PostModelOutputs", model_id="text-cleaner", inputs=hi)
    assert ran["outputs"][0]["data"]["text"]["raw"] == "a b"
    model = [{"id": "x", "model_type_id": "prompter"}]
    for method, body in (
        ("GetModel", {"model_id": "plates"}),
        ("ListModels", {}),
        ("PostModels", {"models": model}),
        ("DeleteModels", {"delete_all": True}),
    ):
        assert code(runner, method, **body) == 11007, method
