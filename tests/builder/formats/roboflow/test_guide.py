"""The definition of the guide that everybody starts from, word for word, with its old names.

Roboflow's own server refuses it today: its models no longer give `image`.
"""

from __future__ import annotations

from builder.formats.roboflow.read import Means, read_definition
from builder.formats.roboflow.write import write_definition
from runtime.contracts.graph import ModelRef
from runtime.registry import operators

GUIDE = {
    "version": "1.0",
    "inputs": [{"type": "InferenceImage", "name": "image"}],
    "steps": [
        {"type": "ObjectDetectionModel", "name": "plates_detector", "image": "$inputs.image",
         "model_id": "vehicle-registration-plates-trudk/2"},
        {"type": "DetectionOffset", "name": "offset",
         "predictions": "$steps.plates_detector.predictions", "offset_x": 200, "offset_y": 40},
        {"type": "Crop", "name": "cropping", "image": "$inputs.image",
         "detections": "$steps.offset.predictions"},
        {"type": "OCRModel", "name": "step_ocr", "image": "$steps.cropping.crops"},
    ],
    "outputs": [
        {"type": "JsonField", "name": "predictions",
         "selector": "$steps.plates_detector.predictions"},
        {"type": "JsonField", "name": "image", "selector": "$steps.plates_detector.image"},
        {"type": "JsonField", "name": "recognised_plates", "selector": "$steps.step_ocr.result"},
        {"type": "JsonField", "name": "crops", "selector": "$steps.cropping.crops"},
    ],
}  # fmt: skip


def means():
    """Plates are found by our own detector."""
    table = {"vehicle-registration-plates-trudk/2": ModelRef(id="plates")}
    return Means(operators(), table.get)


def test_it_becomes_four_nodes_of_ours():
    graph = read_definition(GUIDE, means()).graph
    assert [(one.id, one.operator) for one in graph.nodes] == [
        ("plates_detector", "visual-detector"),
        ("offset", "region-offset"),
        ("cropping", "image-crop"),
        ("step_ocr", "optical-character-recognizer"),
    ]
    offset = graph.nodes[1].params
    assert (offset["width"], offset["height"], offset["unit"]) == (200, 40, "pixels")
    assert graph.nodes[0].model == ModelRef(id="plates")
    assert graph.nodes[2].inputs == {"image": ["IN.image"], "regions": ["offset.regions"]}


def test_the_picture_that_the_model_saw_is_the_one_that_came_in():
    sources = {one.name: one.source for one in read_definition(GUIDE, means()).graph.outputs}
    assert sources["image"] == "IN.image"


def test_it_is_written_again_in_names_that_their_server_takes_today():
    exported = write_definition(
        read_definition(GUIDE, means()).graph, operators(),
        model_name=lambda ref: {"plates": "vehicle-registration-plates-trudk/2"}[ref.id],
    )  # fmt: skip
    assert exported.lost == ()
    assert [step["type"].split("@")[0] for step in exported.document["steps"]] == [
        "roboflow_core/roboflow_object_detection_model",
        "roboflow_core/detection_offset",
        "roboflow_core/dynamic_crop",
        "roboflow_core/ocr_model",
    ]
    again = read_definition(exported.document, means())
    assert again.graph == read_definition(GUIDE, means()).graph
