"""Checks a call's values against the steps that follow them, before anything runs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import TypeAdapter, ValidationError

from builder.api.roboflow.errors import RuntimeInputError, block_error
from runtime import api
from runtime.contracts.graph import IN, is_reference, split_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builder.api.roboflow.compiled import Compiled
    from runtime.contracts.blocks import Setting

PLAIN = ("number", "string", "boolean", "list", "json")


def check_followed(compiled: Compiled, values: Mapping[str, Any]) -> None:
    """Raise a `RuntimeInputError` where a step's parameter refuses what an input brings."""
    defaults = {item.name: item.default for item in compiled.graph.inputs}
    for node in compiled.graph.nodes:
        for param, given in node.params.items():
            parts = split_source(given["$ref"]) if is_reference(given) else None
            if parts is None or parts[0] != IN:
                continue
            stored = values.get(parts[1]) or {"kind": PLAIN[0], "value": defaults.get(parts[1])}
            if stored.get("kind") not in PLAIN:
                continue
            field, setting = _field(compiled, node.id, param)
            why = _why_not(node.operator, param, stored["value"])
            if stored["value"] is None:
                needed = setting is not None and setting.required
                why = "it has no default and the call does not bring it" if needed and why else ""
            elif not why and setting is not None and setting.bounds is not None:
                why = setting.bounds.why_not(stored["value"])
            if why:
                _refuse(compiled, node.id, field, parts[1], why)


def _field(compiled: Compiled, node: str, param: str) -> tuple[str, Setting | None]:
    """The field of the step that a parameter is."""
    block = compiled.blocks.get(node)
    found = block.setting_of(param) if block is not None else None
    return found if found is not None else (param, None)


def _why_not(operator: str, param: str, value: Any) -> str:
    accepts = _accepts(operator, param)
    if accepts is None:
        return ""
    try:
        accepts.validate_python(value)
    except ValidationError as error:
        return str(error.errors()[0]["msg"])
    return ""


@lru_cache(maxsize=1024)
def _accepts(operator: str, param: str) -> TypeAdapter[Any] | None:
    known = api.operators().get(operator)
    found = known.params_type.model_fields.get(param) if known is not None else None
    if found is None:
        return None
    accepted: Any = Annotated[found.annotation, found]
    return TypeAdapter(accepted)


def _refuse(compiled: Compiled, node: str, param: str, name: str, why: str) -> None:
    step, kind = compiled.steps.get(node, (node, None))
    message = f"The input {name} does not fit {param} of the step {step}: {why}."
    entry = block_error(step, kind, message, param)
    raise RuntimeInputError(message, input=name, blocks_errors=[entry])
