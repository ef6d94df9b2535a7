"""Code of somebody who uses Clarifai's Python SDK, as the docs' samples are written."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml
from clarifai.client.app import App
from clarifai.client.input import Inputs
from clarifai.client.workflow import Workflow

from tests.sdk.user_process import tell_all

ABOUT = json.loads(sys.argv[1])
HOME = {"user_id": ABOUT["user"], "app_id": ABOUT["app"]}
FOLDER = Path(ABOUT["folder"])
APP = App(**HOME)
PICTURE = Path(ABOUT["picture"])


def _file(name: str, *nodes: dict[str, Any]) -> str:
    path = FOLDER / f"{name}.yml"
    path.write_text(yaml.safe_dump({"workflow": {"id": name, "nodes": list(nodes)}}))
    return str(path)


def _node(name: str, model: dict[str, Any], *after: str) -> dict[str, Any]:
    inputs = {"node_inputs": [{"node_id": one} for one in after]} if after else {}
    return {"id": name, "model": model, **inputs}


def _prompter(key: str, template: str) -> dict[str, Any]:
    info = {"params": {"prompt_template": template}}
    return {"model_id": key, "model_type_id": "prompter", "output_info": info}


def _workflow(name: str, **more: Any) -> Workflow:
    return Workflow(workflow_id=name, **HOME, **more)


def _texts(response: Any) -> list[list[str]]:
    return [[output.data.text.raw for output in one.outputs] for one in response.results]


def _plates() -> tuple[dict[str, Any], ...]:
    return (
        _node("find", {"model_id": "plates"}),
        _node("cut", {
            "model_id": "sdk-crop", "model_type_id": "image-crop",
            "output_info": {"params": {"margin": 1.3}},
        }, "find"),
        _node("read", {"model_id": "ppocr-v6"}, "cut"),
    )  # fmt: skip


def makes_text() -> dict[str, Any]:
    made = APP.create_workflow(
        _file("sdk-text", _node("wrap", _prompter("sdk-wrap", "<{data.text.raw}>")),
              _node("mark", _prompter("sdk-mark", "{data.text.raw}!"), "wrap")),
        display=False,
    )  # fmt: skip
    return {"id": made.id, "user": made.user_id, "app": made.app_id}


def makes_pictures() -> str:
    return APP.create_workflow(_file("sdk-plates", *_plates()), display=False).id


def makes_another_of_the_same_model() -> list[list[str]]:
    """Other parameters under a model's id make a new version of the model, for this one only."""
    other = _node("wrap", _prompter("sdk-wrap", "[{data.text.raw}]"))
    APP.create_workflow(_file("sdk-other", other), display=False)
    both = [_workflow(name).predict_by_bytes(b"hi", "text") for name in ("sdk-text", "sdk-other")]
    return [texts for response in both for texts in _texts(response)]


def makes_the_same_again() -> str:
    APP.create_workflow(_file("sdk-text", *[_node("a", _prompter("sdk-a", "{data.text.raw}"))]),
                        display=False)  # fmt: skip
    return "made"


def makes_with_a_model_that_is_not_here() -> str:
    APP.create_workflow(_file("sdk-odd", _node("a", {"model_id": "no-such"})), display=False)
    return "made"


def lists() -> list[str]:
    return sorted(workflow.id for workflow in APP.list_workflows())


def lists_a_page() -> int:
    return len(list(APP.list_workflows(page_no=1, per_page=2)))


def finds() -> str:
    return APP.workflow("sdk-text").id


def predicts_text() -> list[list[str]]:
    return _texts(_workflow("sdk-text").predict_by_bytes(b"hi", input_type="text"))


def predicts_without_input_type() -> list[list[str]]:
    return _texts(_workflow("sdk-text").predict_by_bytes(b"hi"))


def predicts_text_of_a_file() -> list[list[str]]:
    path = FOLDER / "said.txt"
    path.write_text("Grüße")
    return _texts(_workflow("sdk-text").predict_by_filepath(str(path), "text"))


def predicts_text_of_a_url() -> list[list[str]]:
    return _texts(_workflow("sdk-text").predict_by_url(ABOUT["web"] + "/said.txt", "text"))


def _read(response: Any) -> list[str]:
    """Through Clarifai's tree: crops under detections, what was read under crops."""
    found, words = response.results[0].outputs[0].data, response.results[0].outputs[-1].data

    def texts(data: Any) -> list[str]:
        own = [data.text.raw] if data.text.raw else []
        return [*own, *(text for region in data.regions for text in texts(region.data))]

    said = list(dict.fromkeys(texts(words)))
    return [str(len(found.regions)), found.regions[0].data.concepts[0].name, *said]


def predicts_a_picture() -> list[str]:
    return _read(_workflow("sdk-plates").predict_by_bytes(PICTURE.read_bytes(), "image"))


def predicts_a_picture_file_without_input_type() -> list[str]:
    return _read(_workflow("sdk-plates").predict_by_filepath(str(PICTURE)))


def predicts_a_picture_of_a_url() -> list[str]:
    return _read(_workflow("sdk-plates").predict_by_url(ABOUT["web"] + "/car.jpg", "image"))


def predicts_by_the_page_address() -> list[list[str]]:
    url = "https://clarifai.com/{user}/{app}/workflows/sdk-text".format(**ABOUT)
    return _texts(Workflow(url=url).predict_by_bytes(b"hi", "text"))


def _many(count: int) -> list[Any]:
    return [Inputs.get_text_input(f"n{i}", raw_text=str(i)) for i in range(count)]


def predicts_a_batch() -> list[str]:
    response = _workflow("sdk-text").predict(_many(32))
    return [f"{one.input.id} {one.outputs[1].data.text.raw}" for one in response.results]


def predicts_more_than_fits() -> int:
    return len(_workflow("sdk-text").predict(_many(33)).results)


def predicts_by_url_in_a_batch() -> list[str]:
    inputs = [Inputs.get_input_from_url(f"i{i}", image_url=ABOUT["web"] + "/car.jpg")
              for i in range(3)]  # fmt: skip
    response = _workflow("sdk-plates").predict(inputs)
    return [one.input.id for one in response.results if one.outputs[0].data.regions]


def predicts_with_a_threshold() -> list[int]:
    counts = []
    for least in (0.0, 0.999):
        flow = _workflow("sdk-plates", output_config={"min_value": least})
        response = flow.predict_by_bytes(PICTURE.read_bytes(), "image")
        counts.append(len(response.results[0].outputs[0].data.regions))
    return counts


def predicts_a_picture_with_text() -> list[str]:
    nodes = [
        _node("find", {"model_id": "plates"}),
        _node("say", _prompter("sdk-say", "Asked: {data.text.raw}")),
    ]
    APP.create_workflow(_file("sdk-both", *nodes), display=False)
    given = Inputs.get_multimodal_input("", raw_text="Whose car?", image_bytes=PICTURE.read_bytes())
    [result] = _workflow("sdk-both").predict([given]).results
    return [str(len(result.outputs[0].data.regions)), result.outputs[1].data.text.raw]


def predicts_a_film() -> dict[str, Any]:
    nodes = [
        _node("find", {"model_id": "plates"}),
        _node("follow", {"model_id": "sdk-track", "model_type_id": "byte-tracker"}, "find"),
    ]
    APP.create_workflow(_file("sdk-film", *nodes), display=False)
    flow = _workflow("sdk-film", output_config={"sample_ms": 500})
    response = flow.predict_by_url(ABOUT["web"] + "/street.mp4", "video")
    frames = response.results[0].outputs[-1].data.frames
    ids = [region.track_id for frame in frames for region in frame.data.regions]
    return {"times": [frame.frame_info.time for frame in frames][:3], "ids": sorted(set(ids))}


def goes_on_with_a_state() -> list[list[str]]:
    flow = _workflow("sdk-film")
    image = Inputs.get_input_from_bytes("", image_bytes=PICTURE.read_bytes())
    first = flow.predict([image], workflow_state_id="init")
    second = flow.predict([image], workflow_state_id=first.workflow_state.id)
    return [
        [region.track_id for region in response.results[0].outputs[-1].data.regions]
        for response in (first, second)
    ]


def goes_on_with_an_unknown_state() -> str:
    image = Inputs.get_input_from_bytes("", image_bytes=PICTURE.read_bytes())
    return str(_workflow("sdk-film").predict([image], workflow_state_id="unknown"))


def patches_by_merging() -> list[list[str]]:
    path = _file("sdk-text", _node("mark", _prompter("sdk-mark", "{data.text.raw}?"), "wrap"),
                 _node("wrap", _prompter("sdk-wrap", "<{data.text.raw}>")))  # fmt: skip
    nodes = yaml.safe_load(Path(path).read_text())
    nodes["workflow"]["nodes"].reverse()  # the SDK wants a node after those that it names
    Path(path).write_text(yaml.safe_dump(nodes))
    APP.patch_workflow("sdk-text", action="merge", config_filepath=path)
    return _texts(_workflow("sdk-text").predict_by_bytes(b"hi", "text"))


def patches_what_is_said() -> str:
    APP.patch_workflow("sdk-text", action="merge", description="Says it twice", visibility=10)
    APP.patch_workflow("sdk-text", action="overwrite", image_url=ABOUT["web"] + "/car.jpg")
    APP.patch_workflow("sdk-text", action="remove", image_url=ABOUT["web"] + "/car.jpg")
    return APP.workflow("sdk-text").description


def patches_by_overwriting() -> list[list[str]]:
    path = _file("sdk-text", _node("only", _prompter("sdk-only", "({data.text.raw})")))
    APP.patch_workflow("sdk-text", action="overwrite", config_filepath=path)
    return _texts(_workflow("sdk-text").predict_by_bytes(b"hi", "text"))


def lists_versions() -> int:
    return len(list(_workflow("sdk-text").list_versions()))


def runs_a_pinned_version() -> list[list[str]]:
    flow = _workflow("sdk-text", workflow_version={"id": ABOUT["first_version"]})
    return _texts(flow.predict_by_bytes(b"hi", "text"))


def exports_and_makes_again() -> list[list[str]]:
    path = FOLDER / "out.yml"
    _workflow("sdk-plates").export(str(path))
    document = yaml.safe_load(path.read_text())
    if "workflow" not in document:
        document = {"workflow": document}
    document["workflow"]["id"] = "sdk-plates-again"
    path.write_text(yaml.safe_dump(document))
    APP.create_workflow(str(path), display=False)
    names = ("sdk-plates", "sdk-plates-again")
    return [_read(_workflow(name).predict_by_bytes(PICTURE.read_bytes(), "image"))
            for name in names]  # fmt: skip


def makes_from_a_complete_file() -> list[str]:
    """The file that the canvas writes."""
    APP.create_workflow(ABOUT["complete"], display=False)
    return _read(_workflow("sdk-complete").predict_by_bytes(PICTURE.read_bytes(), "image"))


def has_a_wrong_key() -> str:
    return App(**HOME, pat=ABOUT["wrong_key"]).workflow("sdk-text").id


def deletes() -> list[str]:
    APP.delete_workflow("sdk-other")
    return lists()


def finds_no_more() -> str:
    return APP.workflow("sdk-other").id


STEPS = (
    makes_text, makes_pictures, makes_another_of_the_same_model, makes_the_same_again,
    makes_with_a_model_that_is_not_here, lists, lists_a_page, finds, predicts_text,
    predicts_without_input_type, predicts_text_of_a_file, predicts_text_of_a_url,
    predicts_a_picture, predicts_a_picture_file_without_input_type, predicts_a_picture_of_a_url,
    predicts_by_the_page_address, predicts_a_batch, predicts_more_than_fits,
    predicts_by_url_in_a_batch, predicts_with_a_threshold, predicts_a_picture_with_text,
    predicts_a_film, goes_on_with_a_state, goes_on_with_an_unknown_state, patches_by_merging,
    patches_what_is_said, patches_by_overwriting, lists_versions, exports_and_makes_again,
    makes_from_a_complete_file, has_a_wrong_key, deletes, finds_no_more,
)  # fmt: skip

if __name__ == "__main__":
    tell_all(globals()[name] for name in ABOUT.get("steps") or [step.__name__ for step in STEPS])
