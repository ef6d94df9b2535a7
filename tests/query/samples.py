"""Detections and short ways to write queries, for the tests of the language."""

from __future__ import annotations

from typing import Any

from runtime.contracts.values import Box, Concept, Many, Placement, Region, Regions

PLACEMENT = Placement(100, 80)


def region(name: str, number: int | None, score: float, at, region_id: str, **more: Any) -> Region:
    """A region by its left, top, right and bottom in pixels of a picture of 100 by 80."""
    left, top, right, bottom = at
    box = Box(top / 80, left / 100, bottom / 80, right / 100)
    return Region(region_id, box, (Concept(name, name, score, number),), **more)


ANIMALS = Regions(
    (
        region("cat", 3, 0.9, (15, 10, 25, 30), "a"),
        region("dog", 1, 0.6, (40, 20, 70, 60), "b"),
        region("cat", 3, 0.75, (50, 38.5, 55, 43.5), "c"),
    ),
    PLACEMENT,
)


def op(kind: str, **fields: Any) -> dict[str, Any]:
    """An operation as it is written."""
    return {"type": kind, **fields}


COUNT = op("SequenceLength")


def many(**values: Any) -> Many[Any]:
    """Values as wires bring them that have names."""
    return Many(tuple(values.values()), tuple(values))


def value(*operations: dict[str, Any], name: str = "_") -> dict[str, Any]:
    """An operand that stands for a value."""
    return {"type": "DynamicOperand", "operand_name": name, "operations": list(operations)}


def written(fixed: Any) -> dict[str, Any]:
    """An operand that is written down."""
    return {"type": "StaticOperand", "value": fixed}


def compare(left: dict[str, Any], comparator: str, right: Any, **more: Any) -> dict[str, Any]:
    """A group of one comparison."""
    right = right if isinstance(right, dict) and "type" in right else written(right)
    statement = {
        "type": "BinaryStatement",
        "left_operand": left,
        "comparator": {"type": comparator},
        "right_operand": right,
        **more,
    }
    return {"type": "StatementGroup", "statements": [statement]}


def ask(operand: dict[str, Any], operator: str, **more: Any) -> dict[str, Any]:
    """A group of one question about a value."""
    statement = {
        "type": "UnaryStatement",
        "operand": operand,
        "operator": {"type": operator},
        **more,
    }
    return {"type": "StatementGroup", "statements": [statement]}


def detection(property_name: str) -> dict[str, Any]:
    """The operand that is a property of the detection in hand."""
    return value(op("ExtractDetectionProperty", property_name=property_name))


def choose(condition: dict[str, Any], result: Any, default: Any) -> dict[str, Any]:
    """A result where the condition holds, and another where it does not."""
    return {
        "type": "CasesDefinition",
        "cases": [
            {
                "type": "CaseDefinition",
                "condition": condition,
                "result": {"type": "StaticCaseResult", "value": result},
            }
        ],
        "default": {"type": "StaticCaseResult", "value": default},
    }
