"""Layout: where things stand on the canvas.

Bounded and cleaned, never trusted, never part of a graph.
"""

from __future__ import annotations

import math
from typing import Any

MAX_NOTES = 50
MAX_GROUPS = 50
MAX_NOTE_CHARACTERS = 4000
MAX_TITLE_CHARACTERS = 80
MAX_COORDINATE = 1e6


def clean_layout(layout: Any) -> dict[str, Any]:
    """Keep only what the canvas draws; junk is dropped, because nothing depends on it."""
    if not isinstance(layout, dict):
        return {"nodes": {}}
    nodes = layout.get("nodes")
    kept: dict[str, Any] = {"nodes": {}}
    for name, place in list(nodes.items())[:100] if isinstance(nodes, dict) else ():
        if not isinstance(place, dict):
            continue
        shown: dict[str, Any] = {"x": _number(place.get("x")), "y": _number(place.get("y"))}
        if isinstance(place.get("label"), str) and place["label"].strip():
            shown["label"] = place["label"].strip()[:60]
        if place.get("compact") is True:
            shown["compact"] = True
        kept["nodes"][str(name)[:64]] = shown
    notes = layout.get("notes")
    if isinstance(notes, list) and notes:
        kept["notes"] = [_note(note) for note in notes[:MAX_NOTES] if isinstance(note, dict)]
    groups = layout.get("groups")
    if isinstance(groups, list) and groups:
        kept["groups"] = [_group(item) for item in groups[:MAX_GROUPS] if isinstance(item, dict)]
    return kept


def _note(note: dict[str, Any]) -> dict[str, Any]:
    return {**_frame(note), "text": str(note.get("text", ""))[:MAX_NOTE_CHARACTERS]}


def _group(group: dict[str, Any]) -> dict[str, Any]:
    return {**_frame(group), "title": str(group.get("title", ""))[:MAX_TITLE_CHARACTERS]}


def _frame(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(item.get("id", ""))[:64],
        **{name: _number(item.get(name)) for name in ("x", "y", "width", "height")},
    }


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return 0
    return round(max(-MAX_COORDINATE, min(MAX_COORDINATE, value)), 2)
