"""Users by the public API: oneself, and whoever shows something to others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder import queries
from builder.api.v2.call import handles
from builder.api.v2.times import time_of
from builder.api.v2.visibility import visibility_message
from builder.model_store import SHARED_USER
from builder.models.visibility import PRIVATE, PUBLIC
from runtime.contracts.errors import NotFoundError

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from builder.api.v2.call import Call


@handles("GetUser")
def get_user(call: Call) -> dict[str, Any]:
    """The caller as `me`, the owner of the shared models, or the owner of a public app."""
    name = call.request.user_app_id.user_id or "me"
    actor = call.actor
    if name in ("me", actor.user.username):
        return {"user": _user(actor.user, PRIVATE)}
    shown = queries.open_apps(actor).filter(owner__username=name).first()
    if shown is not None:
        return {"user": _user(shown.owner, PUBLIC)}
    if name == SHARED_USER:
        return {"user": {"id": SHARED_USER, "visibility": visibility_message(PUBLIC)}}
    raise NotFoundError(f"There is no user {name} here. Check the name.", user=name)


def _user(user: User, visibility: str) -> dict[str, Any]:
    return {
        "id": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "created_at": time_of(user.date_joined),
        "visibility": visibility_message(visibility),
    }
