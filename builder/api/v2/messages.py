"""Between plain JSON and protobuf messages: requests come in as messages, answers go out as dicts.

A handler answers a dict in the field names of the message; it may hold more than the message knows
(which REST shows and gRPC leaves out), and bytes as bytes (which REST shows as base64).
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from google.protobuf.json_format import ParseDict, ParseError

from runtime.contracts.errors import BadRequestError, RunNotAcceptedError

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE64 = re.compile(r"[A-Za-z0-9+/\s]*={0,2}\s*")
MAX_TOLD_CHARACTERS = 300
SCALARS = (bytes, bool, int, float)
TRUE = ("true", "1", "yes")
FROM_JSON = ("google.protobuf.",)
"""Messages whose JSON form is not an object of their fields: times, structs, wrapped scalars."""


def read_message(kind: Any, body: Mapping[str, Any], fields: Mapping[str, str]) -> Any:
    """A request from a JSON body and the fields of its address, which win.

    Unknown fields are ignored, as Clarifai does. Raises `BadRequestError` that says where a value
    does not fit.
    """
    merged = dict(body)
    for path, value in fields.items():
        _set(merged, path.split("."), value)
    for place, text in _payloads(merged, ""):
        if not BASE64.fullmatch(text):
            message = f"{place} is not base64. Send the file's bytes, without a data: prefix."
            raise RunNotAcceptedError(message, field=place)
    try:
        return ParseDict(merged, kind(), ignore_unknown_fields=True)
    except (ParseError, ValueError, TypeError) as error:
        told = str(error)[:MAX_TOLD_CHARACTERS].strip().rstrip(".")
        message = f"The body is no {kind.DESCRIPTOR.name}: {told}."
        raise BadRequestError(message) from error


def read_query(kind: Any, query: Mapping[str, list[str]]) -> dict[str, Any]:
    """What an address says after its question mark, for the fields that the message has."""
    found: dict[str, Any] = {}
    for name, values in query.items():
        described = kind.DESCRIPTOR.fields_by_name.get(name)
        if described is None or described.message_type is not None:
            continue
        truth = described.cpp_type == described.CPPTYPE_BOOL
        given = [value.lower() in TRUE if truth else value for value in values]
        found[name] = given if described.is_repeated else given[-1]
    return found


def refuse_unstorable(message: Any) -> None:
    """What JSON cannot hold either: a zero character in a text. Raises `BadRequestError`."""
    for described, value in message.ListFields():
        if described.type not in (described.TYPE_STRING, described.TYPE_MESSAGE):
            continue
        is_map = isinstance(value, Mapping)
        items = [*value, *value.values()] if is_map else value if described.is_repeated else [value]
        for item in items:
            if isinstance(item, str):
                if "\x00" in item:
                    told = f"A text in {described.name} holds a character that cannot be stored."
                    raise BadRequestError(told, field=described.name)
            elif not isinstance(item, SCALARS):
                refuse_unstorable(item)


def as_json_text(answer: Mapping[str, Any]) -> bytes:
    """An answer as REST sends it."""
    text = json.dumps(answer, default=_base64, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace")


def fill(message: Any, answer: Mapping[str, Any]) -> Any:
    """An answer as gRPC sends it: what the message does not know is left out."""
    known = message.DESCRIPTOR.fields_by_name
    for name, value in answer.items():
        described = known.get(name)
        if described is None or value is None:
            continue
        if described.message_type is not None and described.message_type.GetOptions().map_entry:
            _fill_map(getattr(message, name), described, value)
        elif described.message_type is not None:
            _fill_messages(message, described, value)
        elif described.is_repeated:
            getattr(message, name).extend(value)
        else:
            setattr(message, name, value)
    return message


def _fill_messages(message: Any, described: Any, value: Any) -> None:
    if described.is_repeated:
        for item in value:
            _fill_one(getattr(message, described.name).add(), item)
    else:
        part = getattr(message, described.name)
        part.SetInParent()
        _fill_one(part, value)


def _fill_one(message: Any, value: Any) -> None:
    if message.DESCRIPTOR.full_name.startswith(FROM_JSON):
        ParseDict(value, message)
    else:
        fill(message, value)


def _fill_map(target: Any, described: Any, value: Mapping[Any, Any]) -> None:
    of_messages = described.message_type.fields_by_name["value"].message_type is not None
    for key, item in value.items():
        if of_messages:
            _fill_one(target[key], item)
        else:
            target[key] = item


def _set(target: dict[str, Any], path: list[str], value: str) -> None:
    for name in path[:-1]:
        inner = target.get(name)
        target[name] = dict(inner) if isinstance(inner, dict) else {}
        target = target[name]
    target[path[-1]] = value


def _payloads(item: Any, place: str) -> Iterator[tuple[str, str]]:
    """Every base64 text of a body, with the place where it stands."""
    if isinstance(item, dict):
        for name, value in item.items():
            inner = f"{place}.{name}" if place else str(name)
            if name == "base64" and isinstance(value, str):
                yield inner, value
            elif isinstance(value, dict | list):
                yield from _payloads(value, inner)
    elif isinstance(item, list):
        for index, value in enumerate(item):
            if isinstance(value, dict | list):
                yield from _payloads(value, f"{place}[{index}]")


def _base64(value: Any) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    message = f"{type(value).__name__} has no place in an answer"
    raise TypeError(message)
