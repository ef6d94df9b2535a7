"""`Authorization: Key <token>`: who calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import User

from builder.actions.tokens import actor_of, is_well_formed
from builder.permissions import Actor, require_scopes
from runtime.contracts.errors import UnauthorizedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builder.api.v2.methods import Method

SESSION_HEADER = "x-clarifai-session-token"
"""The other header in which Clarifai's clients may send a key."""


class MalformedTokenError(UnauthorizedError):
    """Not the form of a token."""

    code = "malformed_token"


class UnknownTokenError(UnauthorizedError):
    """The form of a token, but none of ours."""

    code = "unknown_token"


def caller_of(method: Method, headers: Mapping[str, str]) -> Actor:
    """Who calls a method, with a key that may; nobody in particular where it asks for no key.

    Raises a 401 or 403.
    """
    if method.open:
        return Actor(User())
    actor = require_actor(headers)
    require_scopes(actor, method.scopes)
    return actor


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
