"""The JSON Schema of a whole definition, for editors and for tools that check files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.block_schema import block_schema
from builder.formats.roboflow.blocks import INNER_WORKFLOW, stands
from builder.formats.roboflow.inputs import BATCH, IMAGES, MOST_LEVELS, PARAMETERS, VIDEO
from builder.formats.roboflow.kind_list import HINTS
from runtime.contracts.limits import MAX_NODES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.catalogue import Operator

_TEXT = {"type": "string"}


def definition_schema(catalogue: Mapping[str, Operator]) -> dict[str, Any]:
    """The answer of `/workflows/definition/schema`."""
    blocks = {one.block.type: block_schema(one) for one in stands(catalogue)}
    steps = [*blocks.values(), _inner()]
    return {
        "schema": {
            "title": "WorkflowSpecificationV1", "type": "object",
            "required": ["version", "inputs", "steps", "outputs"],
            "properties": {
                "version": {"type": "string", "pattern": r"^v?1(\.\d+){0,2}$"},
                "inputs": {"type": "array", "items": {"oneOf": _inputs()}},
                "steps": {"type": "array", "maxItems": MAX_NODES, "items": {"oneOf": steps}},
                "outputs": {"type": "array", "items": _output()},
                "dynamic_blocks_definitions": {"type": "array", "maxItems": 0},
            },
        }
    }  # fmt: skip


def _inputs() -> list[dict[str, Any]]:
    kind = {"type": "array", "items": {"enum": list(HINTS)}}
    return [
        _entry(IMAGES),
        _entry(PARAMETERS, kind=kind, default_value={}),
        _entry((BATCH,), kind=kind,
               dimensionality={"type": "integer", "minimum": 1, "maximum": MOST_LEVELS}),
        _entry((VIDEO,)),
    ]  # fmt: skip


def _entry(types: tuple[str, ...], **more: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["type", "name"],
        "properties": {"type": {"enum": list(types)}, "name": _TEXT, **more},
    }


def _output() -> dict[str, Any]:
    more = {"selector": _TEXT, "coordinates_system": {"enum": ["parent", "own"]}}
    entry = _entry(("JsonField",), **more)
    return entry | {"required": ["type", "name", "selector"]}


def _inner() -> dict[str, Any]:
    held: dict[str, Any] = {"anyOf": [{"type": "object"}, {"type": "null"}]}
    ids = {name: {"anyOf": [_TEXT, {"type": "null"}]}
           for name in ("workflow_workspace_id", "workflow_id", "workflow_version_id")}  # fmt: skip
    bound = {"type": "object"}
    return _entry((INNER_WORKFLOW,), workflow_definition=held, parameter_bindings=bound, **ids)
