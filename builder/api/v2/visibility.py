"""Clarifai's levels of visibility, and ours: an organisation's is not among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clarifai_grpc.grpc.api.resources_pb2 import Visibility

from builder.models.visibility import PRIVATE, PUBLIC
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVELS: Mapping[str, int] = {
    PRIVATE: Visibility.Gettable.PRIVATE,
    PUBLIC: Visibility.Gettable.PUBLIC,
}


def visibility_message(word: str) -> dict[str, Any]:
    """As answers tell it."""
    return {"gettable": LEVELS[word]}


def asked_visibility(message: Any) -> str | None:
    """What a request's `visibility` asks for; None when it asks for nothing. Raises a 400."""
    if not message.gettable:
        return None
    for word, level in LEVELS.items():
        if level == message.gettable:
            return word
    told = " or ".join(f"{level} ({word})" for word, level in LEVELS.items())
    message = f"visibility.gettable is {message.gettable}; here it is {told}."
    raise BadRequestError(message, field="visibility")
