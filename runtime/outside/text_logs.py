"""Texts one after another in a file: CSV with one heading, JSON as one line each, plain text."""

from __future__ import annotations

import json


def log_entry(text: str, file_type: str, *, first: bool) -> str:
    """The text as its part of the file. Raises `ValueError` for JSON that is none."""
    if file_type == "json":
        text = json.dumps(json.loads(text))
    elif file_type == "csv" and not first:
        text = text.partition("\n")[2]
    return ended(text)


def ended(text: str) -> str:
    """With a line break at its end, unless it is empty."""
    return text if text.endswith("\n") or not text else f"{text}\n"


def is_json(text: str) -> bool:
    """Whether it can be read as JSON."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
