"""`Authorization: Key <token>`: who calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.actions.tokens import actor_of, is_well_formed
from runtime.contracts.errors import UnauthorizedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builder.permissions import Actor


SESSION_HEADER = "x-clarifai-session-token"
"""The other header in which Clarifai's clients may send a key."""


class MalformedTokenError(UnauthorizedError):
    """Not the form of a token."""

    code = "malformed_token"


class UnknownTokenError(UnauthorizedError):
    """The form of a token, but none of ours."""

    code = "unknown_token"


def require_actor(headers: Mapping[str, str]) -> Actor:
    """The caller; names of headers in lower case, or of any case where the mapping minds none.

    Raises a 401 that says what is wrong with the header.
    """
    header = headers.get("authorization", "")
    scheme, _, text = header.partition(" ")
    text = text.strip()
    session = headers.get(SESSION_HEADER, "").strip()
    if not header and session:
        scheme, text = "key", session
    elif not header:
        message = 'Send the header "Authorization: Key <token>".'
        raise UnauthorizedError(message)
    if scheme.lower() not in ("key", "bearer") or not is_well_formed(text):
        raise MalformedTokenError("Invalid format of key. A token starts with wfb_.")
    actor = actor_of(text)
    if actor is None:
        raise UnknownTokenError("This token is unknown or was revoked.")
    return actor
