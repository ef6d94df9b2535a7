"""JSON in what a language model wrote: fenced or not, within other words, several in a row."""

from __future__ import annotations

import json
import re
from typing import Any

_JSON_BLOCK = re.compile(r"```json([\s\S]*?)```", re.IGNORECASE)
_ANY_BLOCK = re.compile(r"```[a-zA-Z0-9_+-]*[ \t]*\r?\n?([\s\S]*?)```")
_FENCE_LINE = re.compile(r"^[ \t]*```[a-zA-Z0-9_+-]*[ \t]*$", re.MULTILINE)
_GAP = re.compile(r"[\s,]*")
_END = re.compile(r"[\s,]*\]?[\s,]*")
_DECODER = json.JSONDecoder()


def found_json(text: str) -> dict[str, Any] | list[Any] | None:
    """The first mapping or list that can be read, or None."""
    bare = _FENCE_LINE.sub("", text)
    blocks = [block[1] for block in (_JSON_BLOCK.search(text), _ANY_BLOCK.search(text)) if block]
    for candidate in (*blocks, text, bare):
        found = _read(candidate)
        if found is not None:
            return found
    row = _row(bare)
    if row is not None:
        return row
    for opening, closing in ("[]", "{}"):
        start, end = bare.find(opening), bare.rfind(closing)
        found = _read(bare[start : end + 1]) if 0 <= start < end else None
        if found is not None:
            return found
    return None


def _read(text: str) -> dict[str, Any] | list[Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict | list) else None


def _row(text: str) -> list[Any] | None:
    """Several values in a row with nothing but commas and blanks between them."""
    entries: list[Any] = []
    at = 0
    while True:
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
        if at == len(text) or text[at] not in "[{":
            break
        try:
            found, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return None
        entries += found if isinstance(found, list) else [found]
    return entries if entries and _END.fullmatch(text, at) else None
