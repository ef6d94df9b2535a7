"""A short mark of a value: equal values have the same one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from runtime.query.plain import plain_of

if TYPE_CHECKING:
    from runtime.contracts.values import Value


def mark(value: Value | None) -> str:
    """A digest of what it says; 1, 1.0 and yes are the same, as they compare equal."""
    return hashlib.sha256(json.dumps(_canonical(value)).encode()).hexdigest()[:32]


def _canonical(value: Any) -> Any:
    value = plain_of(value)
    match value:
        case None | str():
            return value
        case bool() | int() | float():
            return ["number", repr(float(value))]
        case dict():
            return ["mapping", sorted((str(key), _canonical(one)) for key, one in value.items())]
        case list() | tuple():
            return [_canonical(one) for one in value]
    if is_dataclass(value):
        told = [(item.name, _canonical(getattr(value, item.name))) for item in fields(value)]
        return [type(value).__name__, told]
    view = memoryview(value)
    return [view.format, list(view.shape or ()), hashlib.sha256(view.tobytes()).hexdigest()]
