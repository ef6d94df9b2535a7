"""Keys by the public API: Clarifai's word for tokens. A secret is told once, when a key is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from builder import queries
from builder.actions.tokens import create_token, revoke_token
from builder.api.v2.call import handles
from builder.api.v2.paging import page_of
from builder.api.v2.times import time_of
from builder.models import Token
from runtime.contracts.errors import BadRequestError, ForbiddenError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from builder.api.v2.call import Call
    from builder.models import App

MOST_AT_ONCE = 32
ID_CHARACTERS = 8
TO_WHOLE_ACCOUNT, TO_ONE_APP = "personal_access_token", "api_key"


@handles("ListKeys")
def list_keys(call: Call) -> dict[str, Any]:
    """The caller's keys, newest first, without their secrets."""
    request = call.request
    rows = _keys(call)
    if request.type == TO_ONE_APP:
        rows = rows.exclude(app=None)
    elif request.type:
        rows = rows.filter(app=None) if request.type == TO_WHOLE_ACCOUNT else rows.none()
    return {"keys": [_key(row) for row in page_of(rows, request)]}


@handles("ListAppKeys")
def list_app_keys(call: Call) -> dict[str, Any]:
    """The keys that reach one app only."""
    rows = _keys(call).filter(app=call.app())
    return {"keys": [_key(row) for row in page_of(rows, call.request)]}


@handles("GetKey")
def get_key(call: Call) -> dict[str, Any]:
    """One key, by its id or by its whole text."""
    wanted = _public_id(call.request.key_id)
    found = _keys(call).filter(pk=wanted).first()
    if found is None:
        raise _no_key(wanted)
    return {"key": _key(found)}


@handles("PostKeys")
def post_keys(call: Call) -> dict[str, Any]:
    """Make keys. The `id` of each in this answer is its whole text, never shown again."""
    _require_all_rights(call)
    _require_oneself(call)
    items = call.request.keys
    if not 1 <= len(items) <= MOST_AT_ONCE:
        message = f"Send 1 to {MOST_AT_ONCE} keys; this call has {len(items) or 'none'}."
        raise BadRequestError(message, field="keys")
    with transaction.atomic():
        made = [_make(call, item) for item in items]
    return {"keys": [_key(token, text) for token, text in made]}


@handles("DeleteKey")
def delete_key(call: Call) -> dict[str, Any]:
    """Make a key useless: any of one's own, or with a limited key just that one."""
    wanted = _public_id(call.request.key_id)
    _require_oneself(call)
    if call.actor.token is None or call.actor.token.pk != wanted:
        _require_all_rights(call)
    if not revoke_token(call.actor.user, wanted):
        raise _no_key(wanted)
    return {}


def _keys(call: Call) -> QuerySet[Token]:
    """A key that reaches one app sees the keys of that app."""
    _require_oneself(call)
    actor = call.actor
    rows = Token.objects.filter(user=actor.user, revoked_at=None)
    if not actor.reaches_all and actor.token is not None:
        rows = rows.filter(app=actor.token.app_id)
    return rows.select_related("app__owner").order_by("-created_at", "pk")


def _require_oneself(call: Call) -> None:
    """Raises a 404 for somebody else's keys."""
    name = call.request.user_app_id.user_id
    if name not in ("", "me", call.actor.user.username):
        raise NotFoundError(f"There are no keys of {name} here; ask for your own.", user=name)


def _require_all_rights(call: Call) -> None:
    """A limited key must not make one that is not, nor take another one away."""
    token = call.actor.token
    if token is not None and (token.scopes or token.app_id is not None):
        message = (
            "This key is limited to some scopes or one app, so it cannot make or delete keys. "
            "Use a key of the whole account that has all scopes."
        )
        raise ForbiddenError(message)


def _make(call: Call, item: Any) -> tuple[Token, str]:
    if item.HasField("expires_at"):
        message = (
            "Keys do not expire here. Leave expires_at out, and delete the key when it is due."
        )
        raise BadRequestError(message, field="keys.expires_at")
    app = _app(call, item.apps)
    return create_token(call.actor.user, item.description.strip(), app, list(item.scopes))


def _app(call: Call, apps: Sequence[Any]) -> App | None:
    if not apps:
        return None
    if len(apps) > 1:
        message = "A key reaches one app or all of them. Name one app, or none."
        raise BadRequestError(message, field="keys.apps")
    return queries.app(call.actor, "me", apps[0].id)


def _public_id(text: str) -> str:
    """The id within what an answer called `id`: that of a new key is its whole text."""
    return text.removeprefix("wfb_")[:ID_CHARACTERS]


def _no_key(wanted: str) -> NotFoundError:
    return NotFoundError(f"You have no key {wanted}.", key=wanted)


def _key(token: Token, text: str = "") -> dict[str, Any]:
    app = token.app
    return {
        "id": text or str(token),
        "type": TO_WHOLE_ACCOUNT if app is None else TO_ONE_APP,
        "description": token.name,
        "scopes": token.scopes or ["All"],
        "apps": [{"id": app.key, "name": app.name, "user_id": app.owner.username}] if app else [],
        "created_at": time_of(token.created_at),
        "last_used_at": time_of(token.last_used_at) if token.last_used_at else None,
    }
