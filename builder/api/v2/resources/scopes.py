"""What the caller's key may do, and what a key may be allowed at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder import queries
from builder.api.v2.call import HANDLERS, handles
from builder.api.v2.methods import METHODS, SERVICE
from builder.api.v2.resources.apps import app_message
from builder.scopes import SCOPES, asked_by

if TYPE_CHECKING:
    from builder.api.v2.call import Call
    from builder.permissions import Actor


@handles("MyScopes")
def my_scopes(call: Call) -> dict[str, Any]:
    """Within an app, when one is named."""
    user, app = call.named_app()
    if not app:
        return _held(call.actor)
    found = queries.open_app(call.actor, user or "me", app)
    return {**_held(call.actor), "app": app_message(found, call.actor)}


@handles("MyScopesUser", "MyScopesRoot")
def my_scopes_elsewhere(call: Call) -> dict[str, Any]:
    """Here a key's scopes are the same wherever it reaches."""
    return _held(call.actor)


@handles("ListScopes")
def list_scopes(call: Call) -> dict[str, Any]:
    """Every scope; `description` is an addition."""
    return {
        "scope_deps": [
            {"scope": name, "depending_scopes": [], "description": told}
            for name, told in SCOPES.items()
        ],
        "endpoint_deps": [
            {"endpoint": _endpoint(name), "depending_scopes": list(asked_by(METHODS[name].scopes))}
            for name in sorted(HANDLERS)
        ],
    }


def _held(actor: Actor) -> dict[str, Any]:
    """An empty list of a key means all scopes; the answer names them."""
    limited = actor.token is not None and actor.token.scopes
    may = (name for name in sorted(HANDLERS) if not actor.lacks(asked_by(METHODS[name].scopes)))
    return {
        "scopes": list(actor.token.scopes) if limited and actor.token else list(SCOPES),
        "endpoints": [_endpoint(name) for name in may],
    }


def _endpoint(name: str) -> str:
    return f"/{SERVICE}/{name}"
