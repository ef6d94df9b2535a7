"""What may be written: the operations, the operands, the statements and the cases.

The names are those of the language, so a class's name is its `type`. Unknown fields are passed
over, as its own engine does.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from runtime.query.picture_operations import (
    ClassificationPropertyExtract,
    ConvertImageToBase64,
    ConvertImageToJPEG,
    DetectionsOffset,
    DetectionsPropertyExtract,
    DetectionsRename,
    DetectionsSelection,
    DetectionsShift,
    DetectionsToDictionary,
    ExtractDetectionProperty,
    ExtractFrameMetadata,
    ExtractImageProperty,
    PickDetectionsByParentClass,
    SortDetections,
)
from runtime.query.value_operations import (
    ConvertDictionaryToJSON,
    Divide,
    LookupTable,
    Multiply,
    NumberRound,
    NumericSequenceAggregate,
    RandomNumber,
    SequenceAggregate,
    SequenceElementsCount,
    SequenceJoin,
    SequenceLength,
    SequenceMap,
    StringMatches,
    StringSubSequence,
    StringToLowerCase,
    StringToUpperCase,
    TimestampToISOFormat,
    ToBoolean,
    ToNumber,
    ToString,
)
from runtime.query.written import Name, Written


class SequenceApply(Written):
    """Operations on each entry."""

    type: Literal["SequenceApply"]
    operations: list[Operation]


class DetectionsFilter(Written):
    """The detections for which a condition holds; each is the operand `_`."""

    type: Literal["DetectionsFilter"]
    filter_operation: StatementGroup


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
