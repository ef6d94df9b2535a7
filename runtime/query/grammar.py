"""What may be written: the operations, the operands, the statements and the cases.

The names are those of the language, so a class's name is its `type`. Unknown fields are passed
over, as its own engine does.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, field_validator

from runtime.inference.patterns import MAX_PATTERN_LENGTH, why_bad

Name = Annotated[str, Field(max_length=500)]
Whole = Annotated[int, Field(ge=-(10**9), le=10**9)]
DetectionProperty = Literal[
    "confidence", "class_name", "x_min", "x_max", "y_min", "y_max", "size", "class_id", "center",
    "top_left", "top_right", "bottom_left", "bottom_right", "in_out", "path_deviation", "polygon",
    "time_in_zone", "tracker_id", "velocity", "speed", "smoothed_velocity", "smoothed_speed",
    "image_dimensions", "prediction_type", "keypoints_xy", "rect", "width", "height", "angle",
    "area_px", "area_converted",
]  # fmt: skip


class Written(BaseModel):
    """Anything of the language."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class StringToLowerCase(Written):
    """A text in small letters."""

    type: Literal["StringToLowerCase"]


class StringToUpperCase(Written):
    """A text in capital letters."""

    type: Literal["StringToUpperCase"]


class StringSubSequence(Written):
    """A part of a text, from `start` up to and without `end`; negative ones count from the end."""

    type: Literal["StringSubSequence"]
    start: Whole = 0
    end: Whole = -1


class StringMatches(Written):
    """Whether a regular expression fits somewhere in a text."""

    type: Literal["StringMatches"]
    regex: str = Field(max_length=MAX_PATTERN_LENGTH)

    @field_validator("regex")
    @classmethod
    def _readable(cls, regex: str) -> str:
        why = why_bad(regex)
        if why is not None:
            message = f"is no pattern that can be searched for: {why}"
            raise ValueError(message)
        return regex


class ToString(Written):
    """Anything, as a text."""

    type: Literal["ToString"]


class ToNumber(Written):
    """A text or a yes or no, as a number, whole or not."""

    type: Literal["ToNumber"]
    cast_to: Literal["int", "float"]


class ToBoolean(Written):
    """Whether a value is more than nothing, zero or empty."""

    type: Literal["ToBoolean"]


class NumberRound(Written):
    """A number with so many digits behind the point."""

    type: Literal["NumberRound"]
    decimal_digits: int = Field(ge=-100, le=100)


class Multiply(Written):
    """A number times `other`."""

    type: Literal["Multiply"]
    other: int | FiniteFloat


class Divide(Written):
    """A number divided by `other`."""

    type: Literal["Divide"]
    other: int | FiniteFloat


class RandomNumber(Written):
    """A number between two, drawn anew each time, whatever came before."""

    type: Literal["RandomNumber"]
    min_value: FiniteFloat = 0.0
    max_value: FiniteFloat = 1.0


class LookupTable(Written):
    """What a table has for a value."""

    type: Literal["LookupTable"]
    lookup_table: dict[Any, Any]


class SequenceMap(Written):
    """What a table has for each entry."""

    type: Literal["SequenceMap"]
    lookup_table: dict[Any, Any]


class SequenceApply(Written):
    """Operations on each entry."""

    type: Literal["SequenceApply"]
    operations: list[Operation]


class NumericSequenceAggregate(Written):
    """The least, greatest or sum of a list of numbers; `neutral_value` for an empty one."""

    type: Literal["NumericSequenceAggregate"]
    function: Literal["min", "max", "sum"]
    neutral_value: Any = None


class SequenceAggregate(Written):
    """One entry of a list: at an end, or the most or least common."""

    type: Literal["SequenceAggregate"]
    mode: Literal["first", "last", "most_common", "least_common"]


class SequenceLength(Written):
    """How many entries, characters or detections there are."""

    type: Literal["SequenceLength"]


class SequenceElementsCount(Written):
    """How often each entry occurs."""

    type: Literal["SequenceElementsCount"]


class SequenceJoin(Written):
    """The entries as one text."""

    type: Literal["SequenceJoin"]
    separator: Name = ", "


class DetectionsPropertyExtract(Written):
    """A property of every detection, as a list."""

    type: Literal["DetectionsPropertyExtract"]
    property_name: DetectionProperty


class ExtractDetectionProperty(Written):
    """A property of one detection."""

    type: Literal["ExtractDetectionProperty"]
    property_name: DetectionProperty


class DetectionsFilter(Written):
    """The detections for which a condition holds; each is the operand `_`."""

    type: Literal["DetectionsFilter"]
    filter_operation: StatementGroup


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


class ConvertDictionaryToJSON(Written):
    """A mapping as JSON text."""

    type: Literal["ConvertDictionaryToJSON"]


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


class TimestampToISOFormat(Written):
    """A moment as text, such as 2026-11-21T18:40:00."""

    type: Literal["TimestampToISOFormat"]


Operation = Annotated[
    StringToLowerCase | StringToUpperCase | StringSubSequence | StringMatches | ToString
    | ToNumber | ToBoolean | NumberRound | Multiply | Divide | RandomNumber | LookupTable
    | SequenceMap | SequenceApply | NumericSequenceAggregate | SequenceAggregate | SequenceLength
    | SequenceElementsCount | SequenceJoin | DetectionsPropertyExtract | ExtractDetectionProperty
    | DetectionsFilter | DetectionsSelection | SortDetections | DetectionsOffset | DetectionsShift
    | DetectionsRename | PickDetectionsByParentClass | DetectionsToDictionary
    | ConvertDictionaryToJSON | ClassificationPropertyExtract | ExtractImageProperty
    | ExtractFrameMetadata | ConvertImageToJPEG | ConvertImageToBase64 | TimestampToISOFormat,
    Field(discriminator="type"),
]  # fmt: skip


class StaticOperand(Written):
    """A value that is written down."""

    type: Literal["StaticOperand"]
    value: Any
    operations: list[Operation] = []


class DynamicOperand(Written):
    """A value by its name; `_` is the one in hand."""

    type: Literal["DynamicOperand"]
    operand_name: Name = "_"
    operations: list[Operation] = []


Operand = Annotated[StaticOperand | DynamicOperand, Field(discriminator="type")]


class Comparator(Written):
    """How two values are compared."""

    type: Literal[
        "==", "(Number) ==", "!=", "(Number) !=", "(Number) >", "(Number) >=", "(Number) <",
        "(Number) <=", "(Number) in range", "(String) startsWith", "(String) endsWith",
        "(String) contains", "in (Sequence)", "any in (Sequence)", "all in (Sequence)",
        "(Detection) in zone",
    ]  # fmt: skip


class UnaryOperator(Written):
    """What is asked of one value."""

    type: Literal[
        "Exists", "DoesNotExist", "(Boolean) is True", "(Boolean) is False",
        "(Sequence) is empty", "(Sequence) is not empty",
    ]  # fmt: skip


class BinaryStatement(Written):
    """A comparison of two values."""

    type: Literal["BinaryStatement"]
    left_operand: Operand
    comparator: Comparator
    right_operand: Operand
    negate: bool = False


class UnaryStatement(Written):
    """A question about one value."""

    type: Literal["UnaryStatement"]
    operand: Operand
    operator: UnaryOperator
    negate: bool = False


Statement = Annotated[
    "BinaryStatement | UnaryStatement | StatementGroup", Field(discriminator="type")
]


class StatementGroup(Written):
    """Statements of which one has to hold, or all."""

    type: Literal["StatementGroup"]
    statements: list[Statement] = Field(min_length=1)
    operator: Literal["and", "or"] = "or"


class StaticCaseResult(Written):
    """A result that is written down."""

    type: Literal["StaticCaseResult"]
    value: Any


class DynamicCaseResult(Written):
    """A result that is one of the values, worked on or not."""

    type: Literal["DynamicCaseResult"]
    parameter_name: Name
    operations: list[Operation] | None = None


CaseResult = Annotated[StaticCaseResult | DynamicCaseResult, Field(discriminator="type")]


class CaseDefinition(Written):
    """A result, and when it holds."""

    type: Literal["CaseDefinition"]
    condition: StatementGroup
    result: CaseResult


class CasesDefinition(Written):
    """The first case that holds says the result, or the default does."""

    type: Literal["CasesDefinition"]
    cases: list[CaseDefinition]
    default: CaseResult
