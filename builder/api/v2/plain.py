"""Parts of a request message as plain JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from google.protobuf.json_format import MessageToDict

from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping


def plain(message: Any) -> dict[str, Any]:
    """A message as a dict in the names of its fields; whole numbers are integers again."""
    try:
        return dict(whole(MessageToDict(message, preserving_proto_field_name=True)))
    except ValueError as error:  # a struct with a number that JSON has not
        raise BadRequestError(f"{message.DESCRIPTOR.name} is no JSON: {error}.") from error


def joined(*parts: Mapping[str, Any]) -> dict[str, Any]:
    """Objects laid over one another, those within them too; later ones win."""
    result: dict[str, Any] = {}
    for part in parts:
        for name, value in part.items():
            inner = result.get(name)
            if isinstance(inner, dict) and isinstance(value, dict) and "$ref" not in value:
                result[name] = joined(inner, value)
            else:
                result[name] = value
    return result


def whole(value: Any) -> Any:
    """Numbers without a fraction as integers, as browsers write them: equal graphs are equal."""
    if isinstance(value, dict):
        return {name: whole(part) for name, part in value.items()}
    if isinstance(value, list):
        return [whole(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
