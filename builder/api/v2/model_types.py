"""Our operators as Clarifai's model types: what goes in, what comes out, what may be set."""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from clarifai_grpc.grpc.api.resources_pb2 import ModelTypeField

from builder.formats.clarifai.model_types import (
    TRAINABLE,
    WITHOUT,
    operator_of_type,
    type_of_operator,
    why_no_type,
)
from builder.formats.clarifai.param_table import TABLE, Sheet
from builder.formats.clarifai.params import to_theirs
from runtime import api
from runtime.contracts.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from builder.models import Model
    from runtime.contracts.catalogue import InputPort, Operator, OutputPort

Kind = ModelTypeField.ModelTypeFieldType

PATHS = {
    "image": ("image",),
    "video": ("video",),
    "audio": ("audio",),
    "text": ("text",),
    "concepts": ("concepts",),
    "regions": ("regions[...].data.concepts", "regions[...].region_info.bounding_box"),
    "mask": ("regions[...].region_info.mask",),
    "embeddings": ("embeddings",),
    "clusters": ("clusters",),
    "colors": ("colors",),
    "any": ("any",),
}
"""Where a value of a kind lies in Clarifai's `Data`; the others lie in `metadata`, by port."""
PLACES = {"video": "frames", "audio": "time_segments"}
"""On what the elements of a fan-out hang, by the medium that is taken apart; else on regions."""
MAIN_OPERATOR = {"text-embed": "text-embedder", "image-embed": "visual-embedder"}
"""Which of several operators that run models of a task is the model's type."""


def operator_of(type_id: str) -> Operator | None:
    """The operator that a model type means: by its id or another name of it."""
    found = operator_of_type(type_id, api.operators())
    return None if found is None else api.operators()[found]


def require_operator(type_id: str) -> Operator:
    """The operator that a model type means. Raises a 404 that guesses what was meant."""
    found = operator_of(type_id)
    if found is not None:
        return found
    aliases = [alias for item in api.operators().values() for alias in item.meta.aliases]
    close = get_close_matches(type_id, [*api.operators(), *aliases], n=1, cutoff=0.6)
    hint = f" Did you mean {close[0]}?" if close and type_id not in WITHOUT else ""
    raise NotFoundError(why_no_type(type_id[:64]) + hint, model_type=type_id[:64])


def type_of(model: Model) -> str:
    """The model type of a model: the operator that runs it."""
    if model.operator:
        return model.operator
    if model.task in MAIN_OPERATOR:
        return MAIN_OPERATOR[model.task]
    able = api.operators_for(model.task)
    return able[0].id if able else model.task


def type_shown(model: Model) -> str:
    """The model type as answers tell it: by the id that Clarifai's clients know."""
    operator = api.operators().get(type_of(model))
    return type_of(model) if operator is None else type_of_operator(operator)


def tasks_of(type_id: str) -> list[str]:
    """The tasks whose models are of this type."""
    operator = api.operators().get(type_id)
    task = operator.meta.task if operator is not None else None
    return [task] if task and MAIN_OPERATOR.get(task, type_id) == type_id else []


def is_creatable(operator: Operator) -> bool:
    """Whether a model of this type needs no file of its own: it is made from parameters alone.

    One of a type that Clarifai trains is what it learned, even where we have one to begin with.
    """
    if operator.meta.task is None:
        return True
    return operator.meta.default_model is not None and operator.id not in TRAINABLE


def input_fields(operator: Operator) -> list[str]:
    """What has to go in, as paths in `Data`."""
    required = [port for port in operator.inputs.values() if port.required]
    ports = required or list(operator.inputs.values())[:1]
    return _unique(path for port in ports for path in _input_paths(port))


def output_fields(operator: Operator) -> list[str]:
    """What comes out, as paths in `Data`."""
    media = {kind for port in operator.inputs.values() for kind in port.kinds}
    place = next((PLACES[kind] for kind in ("video", "audio") if kind in media), "regions")
    ports = (port for port in operator.outputs.values() if not port.aside)
    return _unique(path for port in ports for path in _output_paths(port, place))


def model_type_shape(operator: Operator) -> dict[str, Any]:
    """A `ModelType`: the palette's entry and the form of its parameters."""
    return {
        "id": type_of_operator(operator),
        "title": operator.title,
        "description": operator.docs,
        "input_fields": input_fields(operator),
        "output_fields": output_fields(operator),
        "trainable": False,
        "creatable": is_creatable(operator),
        "internal_only": False,
        "requires_sequential_frames": operator.meta.keeps_state,
        "model_type_fields": params_specs(operator),
        "group": operator.meta.group,
        "aliases": list(operator.meta.aliases),
        "available": operator.why_not() is None,
    }


def params_specs(operator: Operator) -> list[dict[str, Any]]:
    """Every parameter as a `ModelTypeField`, under Clarifai's name where it has one."""
    sheet = TABLE.get(operator.id, Sheet())
    schema = operator.params_type.model_json_schema()
    needed = schema.get("required", ())
    fields = [
        _field(operator, sheet, name, _resolved(schema, part), required=name in needed)
        for name, part in schema.get("properties", {}).items()
    ]
    if sheet.concepts != "nothing":
        fields.append(_concepts_field(sheet))
    return fields


def _field(
    operator: Operator, sheet: Sheet, name: str, part: Mapping[str, Any], *, required: bool
) -> dict[str, Any]:
    rows = (row for row in sheet.rows if row.ours[0] == name and not row.read_only)
    theirs = next((row.theirs for row in rows), name)
    kind = _kind(part)
    field: dict[str, Any] = {
        "path": f"output_info.params.{theirs}",
        "name": theirs,
        "field_type": kind,
        "description": part.get("description", ""),
        "required": required,
        "is_param": True,
    }
    if kind == Kind.ENUM:
        field["model_type_enum_options"] = [{"id": str(word)} for word in part["enum"]]
    if kind == Kind.RANGE:
        least = part.get("minimum", part.get("exclusiveMinimum"))
        most = part.get("maximum", part.get("exclusiveMaximum"))
        step = 1.0 if part.get("type") == "integer" else 0.01
        told = {"min": float(least or 0), "max": float(most or 0), "step": step}
        field["model_type_range_info"] = told
    default = part.get("default")
    if default is not None:
        shown = to_theirs(operator, {name: default}, concepts=False)["params"].get(theirs, default)
        # Clarifai's SDK reads words, numbers and truth values as defaults, and fails at lists.
        if isinstance(shown, str | int | float):
            field["default_value"] = shown
        else:
            field["placeholder"] = json.dumps(shown)
    return field


def _kind(part: Mapping[str, Any]) -> int:
    types = {part.get("type")}
    if part.get("enum"):
        return int(Kind.ENUM)
    if "boolean" in types:
        return int(Kind.BOOLEAN)
    if types & {"integer", "number"}:
        low = {"minimum", "exclusiveMinimum"} & part.keys()
        high = {"maximum", "exclusiveMaximum"} & part.keys()
        return int(Kind.RANGE if low and high else Kind.NUMBER)
    if "array" in types:
        inner = part.get("items", {}).get("type")
        words, numbers = inner == "string", inner in ("number", "integer")
        return int(
            Kind.ARRAY_OF_STRINGS if words else Kind.ARRAY_OF_NUMBERS if numbers else Kind.JSON
        )
    return int(Kind.STRING if "string" in types else Kind.JSON)


def _concepts_field(sheet: Sheet) -> dict[str, Any]:
    with_value = sheet.concepts == "thresholds" or bool(sheet.value)
    kind = Kind.ARRAY_OF_CONCEPTS_WITH_THRESHOLD if with_value else Kind.ARRAY_OF_CONCEPTS
    told = "Concepts by id or name" + ("; value is the threshold." if with_value else ".")
    return {
        "path": "output_info.data.concepts",
        "name": "concepts",
        "field_type": int(kind),
        "description": told,
        "required": False,
        "is_param": False,
    }


def _resolved(schema: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    """A property with its reference looked up, and as what it is when it is not null."""
    found = dict(part)
    while "$ref" in found:
        target = schema.get("$defs", {}).get(found.pop("$ref").rpartition("/")[2], {})
        found = {**target, **found}
    kinds = [one for one in found.get("anyOf", ()) if one.get("type") != "null"]
    if len(kinds) == 1:
        return _resolved(schema, {**kinds[0], **{k: v for k, v in found.items() if k != "anyOf"}})
    if "const" in found:
        found["enum"] = [found["const"]]
    return found


def _input_paths(port: InputPort) -> Iterator[str]:
    kinds = [kind for kind in PATHS if kind in port.kinds] or sorted(port.kinds)
    kind = kinds[0]
    for path in PATHS.get(kind, (f"metadata.{port.name}",)):
        yield f"regions[...].data.{path}" if port.gathers and "[" not in path else path


def _output_paths(port: OutputPort, place: str) -> Iterator[str]:
    kinds = [kind for kind in PATHS if kind in port.kinds]
    paths: Sequence[str] = PATHS[kinds[0]] if kinds else (f"metadata.{port.name}",)
    for path in paths:
        yield f"{place}[...].data.{path}" if port.fans_out else path


def _unique(paths: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(paths))
