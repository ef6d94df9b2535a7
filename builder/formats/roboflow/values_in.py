"""What a call brings for a workflow's inputs, as stored values: all but the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.detections_in import placement_of, regions_of, size_of
from builder.formats.roboflow.trouble import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

VALUE = "$value"
WORDS = {
    "number": "a number", "string": "a text", "text": "a text", "boolean": "true or false",
    "list": "a list", "dict": "an object", "json": "an object",
    "regions": "detections, {image: {width, height}, predictions: [...]}",
    "concepts": "a classification, {predictions: [{class, confidence}]}",
    "embeddings": "a list of numbers", "table": "a list of objects",
}  # fmt: skip


class NotThatError(ValueError):
    """A value that an input does not take; its text says what is wrong."""


def stored_value(value: Any, kind: str) -> dict[str, Any]:
    """The stored form of JSON for an input of this type. Raises `NotThatError`."""
    refuse_stored(value)
    read = _READERS.get(kind)
    if read is None:
        message = f"a program cannot send {kind} here"
        raise NotThatError(message)
    found = read(value)
    if found is None:
        message = f"it takes {WORDS.get(kind, kind)}, not {shown(value)}"
        raise NotThatError(message)
    return found


def refuse_stored(value: Any) -> None:
    """Refuse JSON that would be read as a stored value: nobody names files of an app so."""
    if isinstance(value, dict):
        if VALUE in value:
            message = f"it holds the key {VALUE}, which is reserved"
            raise NotThatError(message)
        for part in value.values():
            refuse_stored(part)
    elif isinstance(value, list):
        for part in value:
            refuse_stored(part)


def _any(value: Any) -> dict[str, Any]:
    for kind, read in _PLAIN.items():
        found = read(value)
        if found is not None and kind != "text":
            return found
    return {"kind": "json", "value": value}


def _boolean(value: Any) -> dict[str, Any] | None:
    return {"kind": "boolean", "value": value} if isinstance(value, bool) else None


def _number(value: Any) -> dict[str, Any] | None:
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    return {"kind": "number", "value": value} if fits else None


def _string(value: Any) -> dict[str, Any] | None:
    return {"kind": "string", "value": value} if isinstance(value, str) else None


def _text(value: Any) -> dict[str, Any] | None:
    return {"kind": "text", "raw": value} if isinstance(value, str) else None


def _list(value: Any) -> dict[str, Any] | None:
    return {"kind": "list", "value": value} if isinstance(value, list) else None


def _dict(value: Any) -> dict[str, Any] | None:
    return {"kind": "json", "value": value} if isinstance(value, dict) else None


def _json(value: Any) -> dict[str, Any]:
    return {"kind": "json", "value": value}


def _concepts(value: Any) -> dict[str, Any] | None:
    """A classification, of one label or of several."""
    given = value.get("predictions") if isinstance(value, dict) else None
    size = size_of(value)
    try:
        placed = {"placement": placement_of(value, size)} if size else {}
    except ValueError as error:
        raise NotThatError(str(error)) from error
    if isinstance(given, dict):
        return _several(value, given, placed)
    items = _listed(given)
    if items is None:
        return None
    items.sort(key=lambda item: -item["value"])
    return {"kind": "concepts", "items": items, **placed}


def _several(value: Any, given: dict[str, Any], placed: dict[str, Any]) -> dict[str, Any] | None:
    """Those that apply, in the order that they are named in, and the others."""
    every = _listed([
        {"class": name, **about} if isinstance(about, dict) else None
        for name, about in given.items()
    ])  # fmt: skip
    named = value.get("predicted_classes")
    chosen = list(dict.fromkeys(map(str, named if isinstance(named, list) else given)))
    by_name = {item["name"]: item for item in every or ()}
    if every is None or any(name not in by_name for name in chosen):
        return None
    others = [item for item in every if item["name"] not in chosen]
    told = {"others": others} if others else {}
    items = [by_name[name] for name in chosen]
    return {"kind": "concepts", "items": items, **placed, "several": True, **told}


def _listed(given: Any) -> list[dict[str, Any]] | None:
    items = [_concept(item) for item in given] if isinstance(given, list) else [None]
    known = [item for item in items if item is not None]
    return known if len(known) == len(items) else None


def _concept(item: Any) -> dict[str, Any] | None:
    if not isinstance(item, dict) or not isinstance(item.get("class"), str):
        return None
    confidence, number = item.get("confidence", 1.0), item.get("class_id")
    if _number(confidence) is None:
        return None
    shown_item = {"id": item["class"], "name": item["class"], "value": float(confidence)}
    return {**shown_item, "number": number} if isinstance(number, int) else shown_item


def _embeddings(value: Any) -> dict[str, Any] | None:
    rows = value if isinstance(value, list) and value and isinstance(value[0], list) else [value]
    fits = all(isinstance(row, list) and row and all(map(_number, row)) for row in rows)
    vectors = [[float(number) for number in row] for row in rows] if fits else []
    return {"kind": "embeddings", "vectors": vectors} if fits else None


def _table(value: Any) -> dict[str, Any] | None:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        return None
    columns = list(dict.fromkeys(name for row in value for name in row))
    rows = [[row.get(name) for name in columns] for row in value]
    return {"kind": "table", "columns": columns, "rows": rows}


def _regions(value: Any) -> dict[str, Any] | None:
    try:
        return regions_of(value)
    except ValueError as error:
        raise NotThatError(str(error)) from error


_PLAIN: Mapping[str, Callable[[Any], dict[str, Any] | None]] = {
    "boolean": _boolean, "number": _number, "string": _string, "list": _list,
}  # fmt: skip
_READERS: Mapping[str, Callable[[Any], dict[str, Any] | None]] = {
    **_PLAIN, "text": _text, "dict": _dict, "json": _json, "any": _any, "regions": _regions,
    "concepts": _concepts, "embeddings": _embeddings, "table": _table,
}  # fmt: skip
