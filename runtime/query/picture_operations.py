"""Operations on pictures and on what was found in them, as they are written.

The names are those of the language, so a class's name is its `type`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from runtime.query.written import Name, Whole, Written

DetectionProperty = Literal[
    "confidence", "class_name", "x_min", "x_max", "y_min", "y_max", "size", "class_id", "center",
    "top_left", "top_right", "bottom_left", "bottom_right", "in_out", "path_deviation", "polygon",
    "time_in_zone", "tracker_id", "velocity", "speed", "smoothed_velocity", "smoothed_speed",
    "image_dimensions", "prediction_type", "keypoints_xy", "rect", "width", "height", "angle",
    "area_px", "area_converted",
]  # fmt: skip


class DetectionsPropertyExtract(Written):
    """A property of every detection, as a list."""

    type: Literal["DetectionsPropertyExtract"]
    property_name: DetectionProperty


class ExtractDetectionProperty(Written):
    """A property of one detection."""

    type: Literal["ExtractDetectionProperty"]
    property_name: DetectionProperty


class DetectionsSelection(Written):
    """One of the detections."""

    type: Literal["DetectionsSelection"]
    mode: Literal["left_most", "right_most", "top_confidence", "first", "last"]


class SortDetections(Written):
    """The detections in another order."""

    type: Literal["SortDetections"]
    mode: Literal[
        "confidence", "x_min", "x_max", "y_min", "y_max", "size", "center_x", "center_y"
    ]  # fmt: skip
    ascending: bool = True


class DetectionsOffset(Written):
    """Boxes made larger, in pixels, half on each side."""

    type: Literal["DetectionsOffset"]
    offset_x: Whole
    offset_y: Whole


class DetectionsShift(Written):
    """Boxes moved, in pixels."""

    type: Literal["DetectionsShift"]
    shift_x: Whole
    shift_y: Whole


class DetectionsRename(Written):
    """Other class names, from a table or from the operand that is named."""

    type: Literal["DetectionsRename"]
    class_map: dict[str, str] | Name
    strict: bool | Name = True
    new_classes_id_offset: Whole = 1024


class PickDetectionsByParentClass(Written):
    """The detections of a class, and those whose middle lies in one of them."""

    type: Literal["PickDetectionsByParentClass"]
    parent_class: Name


class DetectionsToDictionary(Written):
    """The detections as an answer tells them."""

    type: Literal["DetectionsToDictionary"]


class ClassificationPropertyExtract(Written):
    """A property of a classification."""

    type: Literal["ClassificationPropertyExtract"]
    property_name: Literal[
        "top_class", "top_class_confidence", "top_class_confidence_single", "all_classes",
        "all_confidences",
    ]  # fmt: skip


class ExtractImageProperty(Written):
    """The size of a picture, in pixels."""

    type: Literal["ExtractImageProperty"]
    property_name: Literal["size", "height", "width", "aspect_ratio"]


class ExtractFrameMetadata(Written):
    """When a picture was taken out of its video."""

    type: Literal["ExtractFrameMetadata"]
    property_name: Literal["frame_number", "frame_timestamp", "seconds_since_start"]


class ConvertImageToJPEG(Written):
    """A picture as the bytes of a JPEG file."""

    type: Literal["ConvertImageToJPEG"]
    compression_level: int = Field(default=95, ge=1, le=100)


class ConvertImageToBase64(Written):
    """A picture as a JPEG file in base64 text."""

    type: Literal["ConvertImageToBase64"]
