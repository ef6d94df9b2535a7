"""One model by itself, over REST and over gRPC: a run that is kept, cached and shown."""

from __future__ import annotations

import base64

import pytest

from tests.clients import image_input, sample, text_input

WEFT = {"user_id": "weft", "app_id": "models"}


def outputs(door, key, *inputs, **body):
    return door.ok("PostModelOutputs", model_id=key, inputs=list(inputs), **body)["outputs"]


def texts(found):
    return [output["data"]["text"]["raw"] for output in found]


def test_a_model_answers_one_output_for_each_input(door):
    picture = image_input(sample("street-two-cars.jpg"), "street")
    (found,) = outputs(door, "plates", picture)
    assert found["input"]["id"] == "street"
    assert found["model"]["id"] == "plates"
    assert found["model"]["user_id"] == "weft"
    assert found["model"]["model_version"]["id"]
    regions = found["data"]["regions"]
    assert regions
    assert regions[0]["data"]["concepts"][0]["name"] == "plate"
    (same,) = outputs(door, "plates", picture, user_app_id=WEFT)
    assert [one["region_info"] for one in same["data"]["regions"]] == [
        one["region_info"] for one in regions
    ]


def test_a_call_chooses_parameters_and_what_it_is_told(door):
    picture = image_input(sample("street-two-cars.jpg"))
    count = len(outputs(door, "plates", picture)[0]["data"]["regions"])
    sure = {"model_version": {"output_info": {"params": {"max_regions": 1}}}}
    assert count > 1
    assert len(outputs(door, "plates", picture, model=sure)[0]["data"]["regions"]) == 1
    none = {"model_version": {"output_info": {"output_config": {"min_value": 0.999}}}}
    (found,) = outputs(door, "plates", picture, model=none)
    assert not found["data"].get("regions")
    wrong = {"model_version": {"output_info": {"output_config": {"min_value": 2}}}}
    answer = door.call("PostModelOutputs", model_id="plates", inputs=[picture], model=wrong)
    assert answer["status"]["code"] == 11105


def test_an_operator_model_runs_by_itself_in_each_of_its_versions(door):
    ids = []
    door.ok("PostModels", models=[{"id": "wrap", "model_type_id": "prompter"}])
    for template in ("<{data.text.raw}>", "({data.text.raw})"):
        info = {"output_info": {"params": {"prompt_template": template}}}
        made = door.ok("PostModelVersions", model_id="wrap", model_versions=[info])
        ids.append(made["model"]["model_version"]["id"])
    both = [text_input("a"), text_input("b")]
    assert texts(outputs(door, "wrap", *both)) == ["(a)", "(b)"]
    assert texts(outputs(door, "wrap", *both, version_id=ids[0])) == ["<a>", "<b>"]
    answer = door.call("PostModelOutputs", model_id="wrap", inputs=both, version_id="0" * 32)
    assert answer["status"]["code"] == 21200


def test_operators_and_stand_ins_run_by_their_id(door):
    assert texts(outputs(door, "text-cleaner", text_input("  a   b "))) == ["a b"]
    (found,) = outputs(door, "sentiment-analysis-twitter-roberta-base", text_input("I love it"))
    assert found["data"]["concepts"]
    assert found["model"]["id"] == "sentiment-analysis-twitter-roberta-base"


def test_the_bytes_of_a_picture_come_back(door):
    (found,) = outputs(door, "image-grayscale", image_input(sample("street-two-cars.jpg")))
    assert base64.b64decode(found["data"]["image"]["base64"])[:3] in (b"\xff\xd8\xff", b"\x89PN")


@pytest.mark.parametrize(("model", "count", "code"), [
    ("no-such-model", 1, 21200),
    ("general-image-recognition", 1, 21200),
    ("text-cleaner", 0, 40001),
    ("text-cleaner", 129, 40001),
    ("image-crop", 1, 22107),
])  # fmt: skip
def test_what_cannot_run_is_refused_with_a_reason(door, model, count, code):
    answer = door.call("PostModelOutputs", model_id=model, inputs=[text_input("a")] * count)
    assert answer["status"]["code"] == code
    assert answer["status"]["details"].endswith(".")


def test_a_model_takes_128_inputs_in_one_call(door):
    texts = [f"text {index}" for index in range(128)]
    found = outputs(door, "text-cleaner", *map(text_input, texts))
    assert [item["data"]["text"]["raw"] for item in found] == texts


def test_one_bad_input_spoils_no_other(door):
    both = [image_input(sample("street-two-cars.jpg")), image_input(b"no picture")]
    answer = door.call("PostModelOutputs", model_id="plates", inputs=both)
    assert answer["status"]["code"] == 10010
    good, bad = answer["outputs"]
    assert good["status"]["code"] == 10000
    assert bad["status"]["code"] == 30101
    assert bad["model"]["id"] == "plates"


def test_the_run_is_kept_cached_and_in_the_history(rest, editor):
    app = f"/apps/local/{rest.app}"
    first = rest.ok("PostModelOutputs", model_id="text-cleaner", inputs=[text_input(" x  y ")])
    again = rest.ok("PostModelOutputs", model_id="text-cleaner", inputs=[text_input(" x  y ")])
    assert again["outputs"][0]["timing"]["cached"]
    rows = editor.get(f"{app}/runs").json()["runs"]
    assert [row["id"] for row in rows] == [again["run"]["id"], first["run"]["id"]]
    assert [row["number"] for row in rows] == [2, 1]
    assert rows[0]["workflow_name"] == "text-cleaner"
    assert rows[0]["of_model"]
    assert rows[0]["origin"] == "model"
    filtered = editor.get(f"{app}/runs?origin=api").json()["runs"]
    assert len(filtered) == 2
    run = editor.get(f"/runs/{first['run']['id']}").json()
    assert run["of_model"]
    assert run["status"] == "succeeded"
    assert editor.post(f"/runs/{first['run']['id']}/again").status_code == 201
    assert len(editor.get(f"{app}/runs").json()["runs"]) == 3


def test_no_list_of_workflows_shows_where_the_runs_are_kept(rest, editor):
    rest.ok("PostModelOutputs", model_id="text-cleaner", inputs=[text_input("a")])
    assert rest.ok("ListWorkflows").get("workflows", []) == []
    assert editor.get(f"/apps/local/{rest.app}/workflows").json()["workflows"] == []
    made = editor.post(f"/apps/local/{rest.app}/workflows", {"name": "text-cleaner"})
    assert made.json()["id"] == "text-cleaner"
    assert rest.call("GetWorkflow", workflow_id="no-such-one")["status"]["code"] == 22102
