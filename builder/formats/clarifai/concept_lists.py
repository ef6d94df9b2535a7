"""Lists of concepts: theirs with a value each, ours as names, or as `name = threshold`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.contracts.graph import is_reference

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence

    from builder.formats.clarifai.param_table import Sheet

DEFAULT_VALUE = 0.5


def concepts_to_ours(
    sheet: Sheet, concepts: Sequence[Mapping[str, Any]], params: MutableMapping[str, Any]
) -> None:
    """Set the names, and the threshold that they share; a concept is known by name, else by id."""
    named = [
        (str(item.get("name") or item.get("id") or ""), item.get("value")) for item in concepts
    ]
    named = [(name, value) for name, value in named if name]
    if not named:
        return
    values = {value for _, value in named if value is not None}
    if sheet.concepts == "thresholds":
        shared = params.get(sheet.value)
        if shared is None and len(values) == 1 and None not in (value for _, value in named):
            shared = values.pop()
            if shared != DEFAULT_VALUE:
                params[sheet.value] = shared
        params[sheet.names] = [
            name if value is None or value == shared else f"{name} = {value:g}"
            for name, value in named
        ]
        return
    params[sheet.names] = [name for name, _ in named]
    if sheet.concepts == "selected" and any(values) and sheet.value not in params:
        params[sheet.value] = min(values)


def concepts_to_theirs(sheet: Sheet, params: MutableMapping[str, Any]) -> list[dict[str, Any]]:
    """Take the names out of our parameters as concepts; empty where there are none."""
    names = params.get(sheet.names)
    if sheet.concepts == "nothing" or is_reference(names) or not names:
        return []
    if not isinstance(names, list):
        return []
    params.pop(sheet.names)
    if sheet.concepts != "thresholds":
        return [{"id": str(name), "name": str(name)} for name in names]
    shared = params.get(sheet.value, DEFAULT_VALUE)
    if is_reference(shared):
        shared = DEFAULT_VALUE
    return [_threshold(str(name), shared) for name in names]


def _threshold(entry: str, shared: float) -> dict[str, Any]:
    name, equals, score = entry.rpartition("=")
    try:
        own = float(score) if equals else shared
    except ValueError:
        name, own = entry, shared
    plain = (name if equals else entry).strip()
    return {"id": plain, "name": plain, "value": own}
