"""The methods of the public API in the OpenAPI document, read from the table that serves them.

One view answers them all, so the generator alone would show one address for everything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from builder.api.v2 import answering
from builder.api.v2.call import HANDLERS
from builder.api.v2.methods import METHODS
from builder.scopes import asked_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.api.v2.methods import Method

ANYTHING = "/v2/{path}"
FIELD = re.compile(r"\{([^}]+)\}")
SCALARS: dict[str, dict[str, Any]] = {
    "TYPE_BOOL": {"type": "boolean"},
    "TYPE_STRING": {"type": "string"},
    "TYPE_BYTES": {"type": "string", "contentEncoding": "base64"},
    "TYPE_FLOAT": {"type": "number"},
    "TYPE_DOUBLE": {"type": "number"},
}
FROM_JSON: dict[str, dict[str, Any]] = {
    "google.protobuf.Timestamp": {"type": "string", "format": "date-time"},
    "google.protobuf.Struct": {"type": "object", "additionalProperties": True},
}


def list_methods(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Put an entry for each address of each method that has a handler in place of the one view's.

    drf-spectacular calls this with the finished document.
    """
    result["paths"].pop(ANYTHING, None)
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    for name in answering.methods_here():
        method = METHODS[name]
        for number, (verb, path) in enumerate(method.paths):
            shown = result["paths"].setdefault(path, {})
            shown.setdefault(verb.lower(), _operation(method, verb, path, number, schemas))
    return result


def _operation(
    method: Method, verb: str, path: str, number: int, schemas: dict[str, Any]
) -> dict[str, Any]:
    about = (HANDLERS[method.name].__doc__ or "").strip().partition("\n")[0]
    scopes = ", ".join(asked_by(method.scopes))
    fields = FIELD.findall(path)
    parameters = [_parameter(name, "path") for name in fields]
    operation: dict[str, Any] = {
        "operationId": f"{method.name}_{number}" if number else method.name,
        "summary": method.name,
        "description": f"{about} A limited key needs: {scopes}." if scopes else about,
        "tags": ["v2"],
        "responses": {
            "200": {
                "description": "Also with another HTTP status: `status.code` says how it went.",
                "content": _json(method.response.DESCRIPTOR, schemas),
            }
        },
    }
    if verb == "GET":
        known = method.request.DESCRIPTOR.fields
        plain = (item for item in known if item.message_type is None and item.name not in fields)
        parameters += [_parameter(item.name, "query", _schema(item, schemas)) for item in plain]
    else:
        operation["requestBody"] = {"content": _json(method.request.DESCRIPTOR, schemas)}
    if parameters:
        operation["parameters"] = parameters
    if not method.open:
        operation["security"] = [{"key": []}]
    return operation


def _parameter(name: str, place: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    told: dict[str, Any] = {"name": name, "in": place, "schema": schema or {"type": "string"}}
    return {**told, "required": True} if place == "path" else told


def _json(message: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": _of_message(message, schemas)}}


def _of_message(message: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    """A reference to the message's schema, which is added with all that it names."""
    if message.full_name in FROM_JSON:
        return FROM_JSON[message.full_name]
    if message.name not in schemas:
        schemas[message.name] = {}  # first of all: messages name one another in circles
        schemas[message.name] = {"type": "object", "properties": _properties(message, schemas)}
    return {"$ref": f"#/components/schemas/{message.name}"}


def _properties(message: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    fields: Iterable[Any] = message.fields
    return {item.name: _schema(item, schemas) for item in fields}


def _schema(item: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    message = item.message_type
    if message is not None and message.GetOptions().map_entry:
        value = message.fields_by_name["value"]
        return {"type": "object", "additionalProperties": _schema(value, schemas)}
    one = _of_message(message, schemas) if message is not None else _scalar(item)
    return {"type": "array", "items": one} if item.is_repeated else one


def _scalar(item: Any) -> dict[str, Any]:
    """Enums are told as numbers; whole numbers of 64 bits too, within what JSON can hold."""
    names = {getattr(item, name): name for name in SCALARS}
    return SCALARS[names[item.type]] if item.type in names else {"type": "integer"}
