"""The JSON Schema of a block: what a step of its type may say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.fields import needs
from builder.formats.roboflow.kinds import shown_kinds
from builder.formats.roboflow.params import kinds_of_value, param_schema, to_theirs
from runtime.contracts.blocks import (
    UNSET,
    CaseSteps,
    Ignored,
    ModelField,
    NextSteps,
    Setting,
    Wire,
    Wires,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from builder.formats.roboflow.blocks import Stands
    from runtime.contracts.blocks import Bounds, Field

VALUE = r"^\$(steps\.[\w-]+|inputs)\.[\w-]+$"
STEP = r"^\$steps\.[\w-]+$"
MOST_DEPTH = 5
"""Of schemas within schemas; what lies deeper may be anything here."""
MOST_HELP = 240


def human_name(kind: str) -> str:
    """`roboflow_core/dynamic_crop@v1` as `Dynamic Crop`."""
    return kind.rsplit("/", 1)[-1].split("@", maxsplit=1)[0].replace("_", " ").title()


def block_schema(one: Stands) -> dict[str, Any]:
    """The schema of a block's step."""
    block = one.block
    properties: dict[str, Any] = {
        "type": {"enum": [block.type, *block.names], "type": "string"},
        "name": {"type": "string", "description": "A name that no other step has."},
    }
    properties |= {name: field_schema(one, item) for name, item in block.fields.items()}
    return {
        "title": human_name(block.type), "name": human_name(block.type), "type": "object",
        "short_description": one.operator.hint, "long_description": one.operator.hint,
        "license": "Apache-2.0", "block_type": one.operator.meta.group.lower(),
        "version": block.type.rpartition("@")[2], "properties": properties,
        "required": ["type", "name", *required(one)],
    }  # fmt: skip


def required(one: Stands) -> list[str]:
    """The fields that a step has to have."""
    return [name for name, item in one.block.fields.items() if _is_required(one, item)]


def takes(one: Stands, item: Field) -> tuple[str, ...]:
    """The kinds that a field's selectors may have."""
    match item:
        case Wire() | Wires():
            return item.kinds or shown_kinds(one.operator.inputs[item.port].kinds)
        case Setting():
            return item.kinds or shown_kinds(kinds_of_value(one.operator, item.param))
        case ModelField():
            return ("roboflow_model_id",)
        case _:
            return ()


def help_of(one: Stands, item: Field) -> str:
    """What a field is for."""
    match item:
        case Wire() | Wires():
            return one.operator.inputs[item.port].help[:MOST_HELP]
        case Setting() | CaseSteps():
            return str(_param(one, item.param).get("description", ""))[:MOST_HELP]
        case ModelField():
            return "The id of a model."
        case NextSteps():
            return "The steps that run where the condition holds."
    return f"Changes nothing here: {item.why}."


def literal_schema(one: Stands, item: Field) -> dict[str, Any] | None:
    """The schema of a field's literals; None for a field that takes none."""
    match item:
        case Wire() if item.literal:
            return _bare(one, item.literal)
        case Setting() if item.words:
            return {"enum": [word for word in item.words if word is not None]}
        case Setting() if item.read is not None:
            return {}
        case Setting():
            return _bare(one, item.param) | _bounded(item.bounds)
        case ModelField():
            return {"type": "string"}
        case Ignored():
            return {}
    return None


def field_schema(one: Stands, item: Field) -> dict[str, Any]:
    """The schema of one field."""
    told: dict[str, Any] = {"description": help_of(one, item)}
    match item:
        case NextSteps():
            return told | {"type": "array", "items": _step()}
        case CaseSteps():
            return told | {"type": "object", "additionalProperties": _step()}
        case Wires():
            chosen = _selector(takes(one, item))
            both = {"anyOf": [chosen, {}]} if item.literals else chosen
            if item.named:
                return told | {"type": "object", "additionalProperties": both}
            return told | {"anyOf": [{"type": "array", "items": both}, chosen]}
    literal = literal_schema(one, item)
    kinds = takes(one, item)
    forms = [form for form in (literal, _selector(kinds) if kinds else None) if form is not None]
    told |= {"anyOf": forms} if len(forms) > 1 else forms[0]
    default = default_of(one, item)
    return told if default is UNSET else told | {"default": default}


def _is_required(one: Stands, item: Field) -> bool:
    match item:
        case Wire():
            return needs(one.operator, item)
        case Wires() | Setting() | NextSteps():
            return item.required
        case ModelField():
            return not item.default
    return False


def default_of(one: Stands, item: Field) -> Any:
    """What a field is when it is left out, in their words; `UNSET` for none."""
    if isinstance(item, ModelField):
        return item.default or UNSET
    if not isinstance(item, Setting) or item.required:
        return UNSET
    if item.default is not UNSET:
        return item.default
    known = one.operator.params_type.model_fields[item.param]
    if known.is_required():
        return UNSET
    try:
        return to_theirs(item, known.get_default(call_default_factory=True))
    except ValueError:
        return UNSET


def _selector(kinds: Iterable[str]) -> dict[str, Any]:
    return {"type": "string", "reference": True, "selected_element": "any_data", "pattern": VALUE,
            "kind": [{"name": kind} for kind in kinds]}  # fmt: skip


def _step() -> dict[str, Any]:
    return {"type": "string", "reference": True, "selected_element": "step", "pattern": STEP}


def _param(one: Stands, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = param_schema(one.operator.params_type)["properties"][name]
    return found


def _bounded(bounds: Bounds | None) -> dict[str, Any]:
    """What bounds say in a schema, over what the parameter says."""
    if bounds is None:
        return {}
    told = {"minimum": bounds.least, "exclusiveMinimum": bounds.over, "maximum": bounds.most,
            "minItems": bounds.fewest or None}  # fmt: skip
    found = {key: value for key, value in told.items() if value is not None}
    return {**found, "type": "integer"} if bounds.whole else found


def _bare(one: Stands, name: str) -> dict[str, Any]:
    """A parameter's schema without what belongs to the field."""
    parts = param_schema(one.operator.params_type).get("$defs", {})
    found = _inlined(_param(one, name), parts, MOST_DEPTH)
    return {key: value for key, value in found.items()
            if key not in ("title", "description", "default", "fixed")}  # fmt: skip


def _inlined(schema: Any, parts: Mapping[str, Any], depth: int) -> Any:
    if isinstance(schema, list):
        return [_inlined(one, parts, depth) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if depth == 0:
        return {}
    if "$ref" in schema:
        return _inlined(parts[schema["$ref"].rsplit("/", 1)[-1]], parts, depth - 1)
    kept = {key: value for key, value in schema.items() if key not in ("title", "discriminator")}
    return {key: _inlined(value, parts, depth - (key in ("anyOf", "oneOf")))
            for key, value in kept.items()}  # fmt: skip
