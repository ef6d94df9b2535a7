"""Literals of theirs as parameters of ours, judged by the operator's own bounds."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from builder.formats.roboflow.trouble import clip, shown
from runtime.contracts.blocks import Setting
from runtime.contracts.graph import is_reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builder.formats.roboflow.reading import Reading, Step
    from runtime.contracts.catalogue import Operator
    from runtime.contracts.operator import OperatorParams

_TYPES = {
    "number": "number", "integer": "number", "string": "string", "boolean": "boolean",
    "array": "list", "object": "dict", "null": "null",
}  # fmt: skip
_KINDS = {
    "number": ("float_zero_to_one", "float", "integer"),
    "string": ("string", "roboflow_model_id", "roboflow_project", "roboflow_api_key", "secret",
               "ROBOFLOW_MANAGED_KEY", "language_model_output", "parent_id", "top_class",
               "inference_id", "prediction_type", "timestamp"),
    "boolean": ("boolean",),
    "list": ("list_of_values", "rgb_color", "zone", "point", "contours", "embedding",
             "labeled_points"),
    "dict": ("dictionary",),
}  # fmt: skip


def in_bounds(one: Setting, value: Any) -> Any:
    """The same literal. Raises `ValueError` with a sentence where their field does not take it."""
    why = one.bounds.why_not(value) if one.bounds is not None else ""
    if why:
        raise ValueError(why)
    return value


def to_ours(one: Setting, value: Any) -> Any:
    """A literal of theirs in our words. Raises `ValueError` with a sentence."""
    try:
        if value in one.words:
            return one.words[value]
    except TypeError:
        pass
    if one.read is not None:
        return one.read(value)
    known = [str(word) for word in one.words if word is not None]
    if known and isinstance(value, str) and all(isinstance(word, str) for word in one.words):
        message = f"it is one of {', '.join(known)}"
        raise ValueError(message)
    return value


def to_theirs(one: Setting, value: Any) -> Any:
    """A value of our parameter in their words. Raises `ValueError` where they have none."""
    for theirs, ours in one.words.items():
        if ours == value and type(ours) is type(value):
            return theirs
    if one.read is None:
        return value
    if one.write is None:
        message = f"{one.param} has no word of theirs"
        raise ValueError(message)
    return one.write(value)


@lru_cache(maxsize=512)
def param_schema(params: type[OperatorParams]) -> Mapping[str, Any]:
    """The JSON Schema of an operator's parameters."""
    return params.model_json_schema()


def param_types(operator: Operator, param: str) -> frozenset[str]:
    """The types of plain value that a parameter takes, as workflow inputs name them."""
    schema = param_schema(operator.params_type)
    return frozenset(_types(schema["properties"].get(param, {}), schema.get("$defs", {})))


def kinds_of_param(step: Step, one: Setting) -> tuple[str, ...]:
    """Their kinds for a parameter whose block does not name them."""
    return kinds_of_types(param_types(step.operator, one.param))


def kinds_of_types(types: frozenset[str]) -> tuple[str, ...]:
    """Their kinds for types of plain value; all of them for none."""
    if not types:
        return ("*",)
    found = dict.fromkeys(kind for name in sorted(types) for kind in _KINDS.get(name, ()))
    return tuple(found)


def kinds_of_value(operator: Operator, param: str) -> frozenset[str]:
    """The kinds of value of ours that a parameter is made of."""
    types = param_types(operator, param) - {"null"}
    return frozenset({"dict": "json"}.get(kind, kind) for kind in types or {"any"})


def is_lookalike(value: Any) -> bool:
    """Whether a literal would be taken for a reference of ours."""
    return isinstance(value, dict) and is_reference(value)


def is_fixed(operator: Operator, param: str) -> bool:
    """Whether a parameter is chosen by hand and follows nothing."""
    return bool(param_schema(operator.params_type)["properties"].get(param, {}).get("fixed"))


def check_literals(step: Step, reading: Reading) -> None:
    """Judge the literals by the operator's bounds; what follows something is judged as it runs."""
    literals = {name: value for name, value in step.params.items() if not is_reference(value)}
    try:
        step.operator.params_type.model_validate(literals)
    except ValidationError as error:
        for item in error.errors():
            _tell(step, item, reading)


def _tell(step: Step, item: Any, reading: Reading) -> None:
    param = str(item["loc"][0]) if item["loc"] else ""
    if is_reference(step.params.get(param)):
        return
    if item["type"] == "missing" and param in step.places:
        return  # a call brings it
    name = step.places.get(param)
    if name is None and param:
        name = next(
            (own for own, one in step.block.fields.items() if getattr(one, "param", "") == param
             or getattr(one, "literal", "") == param), None,
        )  # fmt: skip
    sentence = clip(str(item["msg"]).removeprefix("Value error, "), 200)
    if item["type"] == "missing":
        told = f"{clip(step.raw.name)} lacks the field {name or param}."
    elif name is None:
        told = f"{clip(step.raw.name)}: {sentence}."
    elif re.match(rf"{re.escape(param)}[.\[:]", sentence):
        told = f"{name}{sentence.removeprefix(param)}."
    else:
        inner = ".".join(str(part) for part in item["loc"][1:] if isinstance(part, (int, str)))
        given = step.raw.fields.get(name, item["input"])
        told = f"{name}{f' ({clip(inner)})' if inner else ''} is {shown(given)}: {sentence}."
    cure = "Add it." if item["type"] == "missing" else "Correct it, or leave it out."
    if item["type"] != "missing" and _is_required(step, name):
        cure = "Correct it."
    told = told.replace("..", ".").replace("?.", "?")
    reading.troubles.add("WorkflowSyntaxError", told, cure, **step.where(name))


def _is_required(step: Step, name: str | None) -> bool:
    one = step.block.fields.get(name or "")
    return isinstance(one, Setting) and one.required


def _types(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> list[str]:
    if "$ref" in schema:
        return _types(parts[schema["$ref"].rsplit("/", 1)[-1]], parts)
    several = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
    if several:
        return [kind for one in several for kind in _types(one, parts)]
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return ["number" if isinstance(value, (int, float)) else "string" for value in values]
    named = schema.get("type")
    return [_TYPES[named]] if named in _TYPES else []
