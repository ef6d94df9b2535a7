"""The blocks there are, as their server describes them, in well under a megabyte."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.block_schema import (
    block_schema,
    help_of,
    human_name,
    literal_schema,
    takes,
)
from builder.formats.roboflow.blocks import stands
from builder.formats.roboflow.kind_list import HINTS, declared_kind
from builder.formats.roboflow.kinds import usual_kinds
from runtime import api
from runtime.contracts.blocks import Ignored, Wire, Wires

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builder.formats.roboflow.blocks import Stands
    from runtime.contracts.catalogue import Operator

MOST_HINT = 100


def blocks_describe(catalogue: Mapping[str, Operator]) -> dict[str, Any]:
    """The answer of `/workflows/blocks/describe`."""
    every = sorted(stands(catalogue), key=lambda one: one.block.type)
    return {
        "blocks": [_block(one) for one in every],
        "declared_kinds": [declared_kind(name) for name in HINTS],
        "kinds_connections": _connections(every),
        "primitives_connections": [entry for one in every for entry in _primitives(one)],
        "universal_query_language_description": _language(),
        "dynamic_block_definition_schema": {
            "description": "No code of users runs here; definitions that bring some are refused.",
            "not": {},
        },
    }


def outputs_manifest(one: Stands, fields: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """What a block gives, and with the fields of a step what that one names itself."""
    found = []
    for name in dict.fromkeys([*one.block.outputs, *one.block.outputs_of(fields or {})]):
        out = one.block.out(name, fields)
        if out is not None:
            ours = one.operator.outputs[out.port].kinds if out.port else frozenset()
            kinds = out.kinds or usual_kinds(ours)
            found.append({"name": name, "kind": [{"name": kind} for kind in kinds]})
    return found


def _block(one: Stands) -> dict[str, Any]:
    ports = [one.operator.inputs[item.port] for item in one.block.fields.values()
             if isinstance(item, Wire | Wires)]  # fmt: skip
    gathers = {port.name for port in ports if port.gathers}
    outs = [one.operator.outputs[out.port] for name in one.block.outputs
            if (out := one.block.out(name)) and out.port]  # fmt: skip
    mixed = bool(gathers) and any(port.name not in gathers for port in ports)
    return {
        "block_schema": block_schema(one),
        "outputs_manifest": outputs_manifest(one),
        "block_source": "weft",
        "fully_qualified_block_class_name": one.operator.module,
        "human_friendly_block_name": human_name(one.block.type),
        "manifest_type_identifier": one.block.type,
        "manifest_type_identifier_aliases": list(one.block.names),
        "execution_engine_compatibility": ">=1.0.0,<2.0.0",
        "restrictions": [],
        "input_dimensionality_offsets": {
            name: 1 for name, item in one.block.fields.items()
            if mixed and isinstance(item, Wire | Wires) and item.port in gathers
        },
        "dimensionality_reference_property": None,
        "output_dimensionality_offset": (
            1 if any(out.fans_out for out in outs) else -1 if gathers and not mixed else 0
        ),
    }  # fmt: skip


def _connections(every: list[Stands]) -> dict[str, list[dict[str, Any]]]:
    """For each kind the fields that take it."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in every:
        for name, item in one.block.fields.items():
            entry = {
                "manifest_type_identifier": one.block.type, "property_name": name,
                "property_description": help_of(one, item)[:MOST_HINT],
                "compatible_element": "any_data",
                "is_list_element": isinstance(item, Wires) and not item.named,
                "is_dict_element": isinstance(item, Wires) and item.named,
            }  # fmt: skip
            for kind in takes(one, item):
                found.setdefault(kind, []).append(entry)
    return found


def _primitives(one: Stands) -> list[dict[str, str]]:
    """The fields of a block that take literals."""
    return [
        {
            "manifest_type_identifier": one.block.type, "property_name": name,
            "property_description": help_of(one, item)[:MOST_HINT],
            "type_annotation": _type(literal),
        }
        for name, item in one.block.fields.items()
        if not isinstance(item, Ignored) and (literal := literal_schema(one, item)) is not None
    ]  # fmt: skip


_TYPES = {"number": "float", "integer": "int", "string": "str", "boolean": "bool", "null": "None",
          "object": "Dict[str, Any]", "array": "List[Any]"}  # fmt: skip


def _type(schema: Mapping[str, Any]) -> str:
    """A schema in Python's words."""
    if "enum" in schema or "const" in schema:
        words = schema.get("enum", [schema.get("const")])
        return f"Literal[{', '.join(json.dumps(word) for word in words)}]"
    several = schema.get("anyOf") or schema.get("oneOf")
    if several:
        names = list(dict.fromkeys(_type(one) for one in several))
        return names[0] if len(names) == 1 else f"Union[{', '.join(names)}]"
    return _TYPES.get(str(schema.get("type")), "Any")


def _language() -> dict[str, Any]:
    operations, comparisons = api.query_language()
    return {
        "operations_description": [
            {"operation_type": name, "compound": compound, "input_kind": ["*"],
             "output_kind": ["*"], "nested_operation_input_kind": ["*"] if compound else None,
             "nested_operation_output_kind": ["*"] if compound else None, "description": hint}
            for name, compound, hint in operations
        ],
        "operators_descriptions": [
            {"operator_type": name, "operands_number": count,
             "operands_kinds": [["*"]] * count, "description": None}
            for name, count in comparisons
        ],
    }  # fmt: skip
