"""JSON and path templates with slots such as `{text}`. No logic, and nothing can break out.

A string that is one slot becomes the value itself; a slot within a longer string becomes its text.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

SLOT = re.compile(r"\{([a-z][a-z_]{0,30})\}")


def fill_json(template: Any, values: Mapping[str, Any]) -> Any:
    """The document with its slots filled; keys are left as they are."""
    if isinstance(template, str):
        whole = SLOT.fullmatch(template)
        if whole is not None and whole[1] in values:
            return values[whole[1]]
        return fill_text(template, values)
    if isinstance(template, dict):
        return {key: fill_json(item, values) for key, item in template.items()}
    if isinstance(template, list):
        return [fill_json(item, values) for item in template]
    return template


def fill_text(template: str, values: Mapping[str, Any]) -> str:
    """The text with its slots filled; what is no value's name stays as it is written."""
    return SLOT.sub(lambda slot: _text(values[slot[1]]) if slot[1] in values else slot[0], template)


def fill_path(template: str, values: Mapping[str, Any]) -> str:
    """The path with its slots filled, each as one part of an address."""
    return SLOT.sub(
        lambda slot: quote(_text(values[slot[1]]), safe="") if slot[1] in values else slot[0],
        template,
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
