"""Values of the kind `secret`: what is told of them, and what is kept once a run is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SECRET = "secret"  # noqa: S105 - the name of a kind
_STARS = "*" * 8


def hidden(told: Any) -> Any:
    """A secret as answers tell it: a long one can be recognised by its ends."""
    if isinstance(told, list):
        return [hidden(one) for one in told]
    if told is None:
        return None
    if not isinstance(told, str) or len(told) < len(_STARS) or told == _STARS:
        return _STARS
    return f"{told[:2]}{_STARS}{told[-2:]}"


def hidden_values(values: Mapping[str, Any], secrets: Collection[str]) -> dict[str, Any]:
    """An input's stored values, those of these names hidden; hiding twice changes nothing."""
    return {name: _stored(one) if name in secrets else one for name, one in values.items()}


def _stored(value: Any) -> Any:
    if value is None:
        return None
    if "each" in value:
        return {**value, "each": [_stored(one) for one in value["each"]]}
    return {"kind": "string", "value": hidden(value.get("value", ""))}
