"""What each of their kinds is: a sentence, a type in Python's words, and its form in JSON."""

from __future__ import annotations

from typing import Any

HINTS: dict[str, str] = {
    "*": "Any", "image": "dict", "timestamp": "str", "video_metadata": "dict",
    "action_recognition_prediction": "List[dict]", "roboflow_model_id": "str",
    "roboflow_project": "str", "roboflow_solution": "str", "roboflow_api_key": "str",
    "ROBOFLOW_MANAGED_KEY": "str", "float_zero_to_one": "float", "list_of_values": "List[Any]",
    "embedding": "List[float]", "rgb_color": "Tuple[int, int, int]", "image_keypoints": "dict",
    "serialised_payloads": "List[Union[str, dict]]", "bytes": "str", "boolean": "bool",
    "integer": "int", "string": "str", "top_class": "str", "float": "float", "dictionary": "dict",
    "classification_prediction": "dict", "detections_overlaps": "List[Dict[str, Any]]",
    "detection": "dict", "point": "Tuple[int, int]", "labeled_points": "List[Dict[str, Any]]",
    "contours": "List[list]", "zone": "List[Tuple[int, int]]", "numpy_array": "list",
    "object_detection_prediction": "dict", "instance_segmentation_prediction": "dict",
    "rle_instance_segmentation_prediction": "dict", "semantic_segmentation_prediction": "dict",
    "keypoint_detection_prediction": "dict", "qr_code_detection": "dict",
    "bar_code_detection": "dict", "prediction_type": "str", "parent_id": "str",
    "image_metadata": "dict", "language_model_output": "str", "inference_id": "str",
    "secret": "str",
}  # fmt: skip
"""The type of each kind in an answer."""

SENTENCES = {
    "*": "Anything.", "image": "A picture.", "float_zero_to_one": "A number from 0 to 1.",
    "roboflow_model_id": "The id of a model.", "rgb_color": "Red, green and blue from 0 to 255.",
    "object_detection_prediction": "Boxes with classes.",
    "instance_segmentation_prediction": "Boxes with outlines and classes.",
    "keypoint_detection_prediction": "Boxes with named points.",
    "semantic_segmentation_prediction": "A class for every pixel.",
    "classification_prediction": "Classes with scores.",
    "embedding": "A vector of numbers.", "secret": "A text that is never shown.",
}  # fmt: skip

_NUMBER = {"type": "number"}
_TEXT = {"type": "string"}
_SIZE = {
    "type": "object", "properties": {"width": {"type": "integer"}, "height": {"type": "integer"}},
    "required": ["width", "height"],
}  # fmt: skip
_BOX = {
    **dict.fromkeys(("x", "y", "width", "height", "confidence"), _NUMBER),
    "class": _TEXT, "class_id": {"type": "integer"}, "detection_id": _TEXT, "parent_id": _TEXT,
}  # fmt: skip
_POINT = {"type": "object", "properties": {"x": _NUMBER, "y": _NUMBER}, "required": ["x", "y"]}
_NAMED_POINT = {
    "type": "object",
    "properties": {"x": _NUMBER, "y": _NUMBER, "confidence": _NUMBER, "class_id": _NUMBER,
                   "class": _TEXT},
}  # fmt: skip


def _detections(**more: Any) -> dict[str, Any]:
    one = {"type": "object", "properties": {**_BOX, **more}, "required": [*_BOX]}
    return {
        "type": "object",
        "properties": {"image": _SIZE, "predictions": {"type": "array", "items": one}},
        "required": ["image", "predictions"],
    }


_ONE_CLASS = {
    "type": "object",
    "properties": {"image": _SIZE, "top": _TEXT, "confidence": _NUMBER,
                   "predictions": {"type": "array", "items": {
                       "type": "object", "properties": {
                           "class": _TEXT, "class_id": {"type": "integer"},
                           "confidence": _NUMBER}}}},
    "required": ["image", "predictions", "top", "confidence"],
}  # fmt: skip
_MANY_CLASSES = {
    "type": "object",
    "properties": {"image": _SIZE, "predicted_classes": {"type": "array", "items": _TEXT},
                   "predictions": {"type": "object", "additionalProperties": {
                       "type": "object", "properties": {
                           "class_id": {"type": "integer"}, "confidence": _NUMBER}}}},
    "required": ["image", "predictions", "predicted_classes"],
}  # fmt: skip
SCHEMAS: dict[str, dict[str, Any] | list[dict[str, Any]]] = {
    "image": {
        "type": "object",
        "properties": {"type": {"const": "base64"}, "value": _TEXT,
                       "video_metadata": {"anyOf": [{"type": "object"}, {"type": "null"}]}},
        "required": ["type", "value"],
    },
    "video_metadata": {
        "type": "object",
        "properties": {"video_identifier": _TEXT, "frame_number": {"type": "integer"},
                       "frame_timestamp": _TEXT, "fps": _NUMBER},
    },
    "object_detection_prediction": _detections(),
    "instance_segmentation_prediction": _detections(points={"type": "array", "items": _POINT}),
    "keypoint_detection_prediction": _detections(
        keypoints={"type": "array", "items": _NAMED_POINT}
    ),
    "qr_code_detection": _detections(data=_TEXT),
    "bar_code_detection": _detections(data=_TEXT),
    "classification_prediction": [_ONE_CLASS, _MANY_CLASSES],
}  # fmt: skip


def declared_kind(name: str) -> dict[str, Any]:
    """A kind as the palette lists it."""
    sentence = SENTENCES.get(name, name.replace("_", " ").capitalize() + ".")
    return {"name": name, "description": sentence, "docs": None,
            "serialised_data_type": HINTS.get(name), "internal_data_type": None}  # fmt: skip
