"""Code of somebody who uses inference-sdk, as its docs are written, against another address."""

from __future__ import annotations

import base64
import io
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import requests
import supervision
from inference_sdk import InferenceConfiguration, InferenceHTTPClient, VisualisationResponseFormat
from inference_sdk.http.errors import HTTPCallErrorError
from PIL import Image

from tests.sdk.user_process import tell_all

ABOUT = json.loads(sys.argv[1])
PICTURE = ABOUT["picture"]
MANY = "predictions"
GUIDE: dict[str, Any] = {
    "version": "1.0",
    "inputs": [{"type": "InferenceImage", "name": "image"}],
    "steps": [
        {
            "type": "ObjectDetectionModel",
            "name": "plates_detector",
            "image": "$inputs.image",
            "model_id": "vehicle-registration-plates-trudk/2",
        },
        {
            "type": "DetectionOffset",
            "name": "offset",
            "predictions": "$steps.plates_detector.predictions",
            "offset_x": 200,
            "offset_y": 40,
        },
        {
            "type": "Crop",
            "name": "cropping",
            "image": "$inputs.image",
            "detections": "$steps.offset.predictions",
        },
        {"type": "OCRModel", "name": "step_ocr", "image": "$steps.cropping.crops"},
    ],
    "outputs": [
        {
            "type": "JsonField",
            "name": "predictions",
            "selector": "$steps.plates_detector.predictions",
        },
        {"type": "JsonField", "name": "image", "selector": "$steps.plates_detector.image"},
        {"type": "JsonField", "name": "recognised_plates", "selector": "$steps.step_ocr.result"},
        {"type": "JsonField", "name": "crops", "selector": "$steps.cropping.crops"},
    ],
}
"""The definition of the guide, word for word."""
LEAST: dict[str, Any] = {
    "version": "1.0",
    "inputs": [
        {"type": "WorkflowImage", "name": "image"},
        {"type": "WorkflowParameter", "name": "least", "default_value": 0.3},
    ],
    "steps": [
        {
            "type": "roboflow_core/roboflow_object_detection_model@v2",
            "name": "plates",
            "images": "$inputs.image",
            "model_id": "plates",
            "confidence": "$inputs.least",
        },
    ],
    "outputs": [
        {"type": "JsonField", "name": "plates", "selector": "$steps.plates.predictions"},
        {"type": "JsonField", "name": "all", "selector": "$steps.plates.*"},
        {"type": "JsonField", "name": "least", "selector": "$inputs.least"},
    ],
}


def client(
    form: VisualisationResponseFormat | None = None, key: str | None = ABOUT["token"]
) -> Any:
    made = InferenceHTTPClient(api_url=ABOUT["rest"], api_key=key)
    if form is not None:
        made.configure(InferenceConfiguration(output_visualisation_format=form))
    return made


def pixels() -> Any:
    """As OpenCV reads it."""
    return np.asarray(Image.open(PICTURE).convert("RGB"))[:, :, ::-1]


def told(call: Any) -> list[Any]:
    """What the client says of a refused call."""
    try:
        return ["no error", call()]
    except HTTPCallErrorError as error:
        return [error.status_code, error.api_message]


def runs_the_guides_definition() -> dict[str, Any]:
    [result] = client().run_workflow(specification=GUIDE, images={"image": PICTURE})
    found = supervision.Detections.from_inference(result["predictions"])
    with Image.open(PICTURE) as picture:
        size = {"width": picture.width, "height": picture.height}
    return {
        "names": list(result),
        "text": result["recognised_plates"],
        "crops": [Image.open(io.BytesIO(base64.b64decode(one))).format for one in result["crops"]],
        "boxes": np.asarray(found.xyxy).tolist(),
        "classes": [str(name) for name in found.data["class_name"]],
        "same size": result["predictions"]["image"] == size,
        "image": result["image"][:4],
    }


def runs_the_same_by_the_old_method() -> list[Any]:
    [result] = client().infer_from_workflow(specification=GUIDE, images={"image": pixels()})
    return result["recognised_plates"]


def decodes_pictures() -> dict[str, Any]:
    formats = VisualisationResponseFormat
    found: dict[str, Any] = {}
    for form in (formats.BASE64, formats.NUMPY, formats.PILLOW):
        [result] = client(form).run_workflow(specification=GUIDE, images={"image": PICTURE})
        [crop, *_] = result["crops"]
        found[form.name] = type(crop).__name__
    whole = client(formats.NUMPY).run_workflow(specification=GUIDE, images={"image": PICTURE})
    found["difference"] = float(np.abs(whole[0]["image"].astype(int) - pixels()).mean())
    return found


def takes_pictures_in_every_form() -> list[int]:
    given = (
        PICTURE, pixels(), Image.open(PICTURE), f"{ABOUT['web']}/car.jpg",
        base64.b64encode(Path(PICTURE).read_bytes()).decode(),
    )  # fmt: skip
    return [
        len(client().run_workflow(specification=LEAST, images={"image": one})[0]["plates"][MANY])
        for one in given
    ]  # fmt: skip


def follows_parameters() -> list[Any]:
    few = client().run_workflow(
        specification=LEAST, images={"image": PICTURE}, parameters={"least": 0.999}
    )
    many = client().run_workflow(specification=LEAST, images={"image": PICTURE})
    return [[len(one[0]["plates"]["predictions"]), one[0]["least"]] for one in (few, many)]


def tells_everything_of_a_step() -> list[Any]:
    [result] = client().run_workflow(specification=LEAST, images={"image": PICTURE})
    every = result["all"]
    return [sorted(every), every["predictions"] == result["plates"]]


def runs_batches() -> dict[str, Any]:
    found = {}
    for size in (1, 8, 32):
        results = client().run_workflow(specification=GUIDE, images={"image": [PICTURE] * size})
        found[str(size)] = [
            len(results),
            sorted({str(one["recognised_plates"]) for one in results}),
        ]
    return found


def leaves_fields_out() -> list[str]:
    [result] = client().run_workflow(
        specification=GUIDE, images={"image": PICTURE}, excluded_fields=["image", "crops"]
    )
    return sorted(result)


def runs_a_saved_workflow() -> dict[str, Any]:
    by_user = client().run_workflow(
        workspace_name=ABOUT["user"], workflow_id=ABOUT["flow"], images={"image": PICTURE}
    )
    by_app = client().run_workflow(
        workspace_name=ABOUT["home"], workflow_id=ABOUT["flow"], images={"image": [PICTURE] * 2}
    )
    old = client().infer_from_workflow(
        workspace_name=ABOUT["home"], workflow_name=ABOUT["flow"], images={"image": PICTURE}
    )
    return {"user": sorted(by_user[0]), "count": len(by_app), "same": old == by_user}


def pins_a_version() -> list[Any]:
    return [
        sorted(
            client().run_workflow(
                workspace_name=ABOUT["home"], workflow_id=ABOUT["flow"],
                images={"image": PICTURE}, workflow_version_id=version,
            )[0]
        )
        for version in ABOUT["versions"]
    ]  # fmt: skip


def profiles() -> list[str]:
    folder = Path(ABOUT["folder"]) / "traces"
    made = client()
    made.configure(InferenceConfiguration(profiling_directory=str(folder)))
    made.run_workflow(specification=GUIDE, images={"image": PICTURE}, enable_profiling=True)
    [trace] = folder.glob("*.json")
    return sorted(event["name"] for event in json.loads(trace.read_text()))


def sends_the_key_in_three_places() -> list[int]:
    body = {"specification": {**LEAST, "steps": [], "outputs": []}, "inputs": {"image": _base64()}}
    url, key = f"{ABOUT['rest']}/workflows/run", ABOUT["token"]
    answers = (
        requests.post(url, json=body, params={"api_key": key}, timeout=60),
        requests.post(url, json=body, headers={"Authorization": f"Bearer {key}"}, timeout=60),
        requests.post(url, json={**body, "api_key": key}, timeout=60),
        requests.post(url, json={**body, "api_key": key}, params={"api_key": "wrong"}, timeout=60),
    )
    return [answer.status_code for answer in answers]


def _base64() -> dict[str, str]:
    return {"type": "base64", "value": base64.b64encode(Path(PICTURE).read_bytes()).decode()}


def is_told_that_the_key_is_missing() -> list[Any]:
    return told(
        lambda: client(key=None).run_workflow(specification=LEAST, images={"image": PICTURE})
    )


def is_told_that_the_key_is_unknown() -> list[Any]:
    wrong = f"wfb_00000000_{'a' * 43}"
    return told(
        lambda: client(key=wrong).run_workflow(specification=LEAST, images={"image": PICTURE})
    )


def is_told_that_the_key_may_not() -> list[Any]:
    made = client(key=ABOUT["reader"])
    return told(lambda: made.run_workflow(specification=LEAST, images={"image": PICTURE}))


def is_told_that_the_workflow_is_missing() -> list[Any]:
    return told(lambda: client().run_workflow(
        workspace_name=ABOUT["user"], workflow_id="nothing", images={"image": PICTURE}
    ))  # fmt: skip


def is_told_of_a_misspelt_type() -> list[Any]:
    steps = [{**GUIDE["steps"][0], "type": "ObjectDetctionModel"}, *GUIDE["steps"][1:]]
    return told(lambda: client().run_workflow(
        specification={**GUIDE, "steps": steps}, images={"image": PICTURE}
    ))  # fmt: skip


def is_told_of_an_unknown_model() -> list[Any]:
    steps = [{**GUIDE["steps"][0], "model_id": "nobody-knows/1"}, *GUIDE["steps"][1:]]
    return told(lambda: client().run_workflow(
        specification={**GUIDE, "steps": steps}, images={"image": PICTURE}
    ))  # fmt: skip


def is_told_of_a_missing_picture() -> list[Any]:
    return told(lambda: client().run_workflow(specification=LEAST))


def is_told_of_a_wrong_parameter() -> list[Any]:
    return told(lambda: client().run_workflow(
        specification=LEAST, images={"image": PICTURE}, parameters={"least": "much"}
    ))  # fmt: skip


def is_told_of_too_many_pictures() -> list[Any]:
    return told(
        lambda: client().run_workflow(specification=LEAST, images={"image": [PICTURE] * 33})
    )


def is_told_of_a_broken_picture() -> list[Any]:
    broken = base64.b64encode(b"no picture at all").decode()
    return told(lambda: client().run_workflow(specification=LEAST, images={"image": broken}))


STEPS = (
    runs_the_guides_definition, runs_the_same_by_the_old_method, decodes_pictures,
    takes_pictures_in_every_form, follows_parameters, tells_everything_of_a_step, runs_batches,
    leaves_fields_out, runs_a_saved_workflow, pins_a_version, profiles,
    sends_the_key_in_three_places, is_told_that_the_key_is_missing, is_told_that_the_key_is_unknown,
    is_told_that_the_key_may_not, is_told_that_the_workflow_is_missing, is_told_of_a_misspelt_type,
    is_told_of_an_unknown_model, is_told_of_a_missing_picture, is_told_of_a_wrong_parameter,
    is_told_of_too_many_pictures, is_told_of_a_broken_picture,
)  # fmt: skip

if __name__ == "__main__":
    tell_all(STEPS)
