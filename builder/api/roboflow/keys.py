"""Who calls: the key is in the address, in a header, or in the body, and looked for in that order.

A key that is there counts, also when it is wrong: no other one is tried in its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.actions.tokens import actor_of, is_well_formed
from builder.permissions import Actor, require_scopes
from runtime.contracts.errors import UnauthorizedError

if TYPE_CHECKING:
    from collections.abc import Iterable

CURE = (
    "Make one on your account's page, or by manage.py create_token, and give it to "
    "InferenceHTTPClient(api_key=...)."
)
SCHEMES = ("bearer", "key")


def caller_of(request: Any, body: Any, scopes: Iterable[str] = ()) -> Actor:
    """Who calls, with a key that may. Raises a 401 or 403."""
    text = _in_address(request) or _in_header(request) or _in_body(body)
    if not text:
        message = f"This call brings no key, and nothing runs here without one. {CURE}"
        raise UnauthorizedError(message)
    if not is_well_formed(text):
        message = f"The key is none of this server's: they start with wfb_. {CURE}"
        raise UnauthorizedError(message)
    actor = actor_of(text)
    if actor is None:
        message = f"The key is unknown or was revoked. {CURE}"
        raise UnauthorizedError(message)
    require_scopes(actor, scopes)
    return actor


def _in_address(request: Any) -> str:
    return str(request.GET.get("api_key") or "").strip()


def _in_header(request: Any) -> str:
    scheme, _, text = str(request.headers.get("authorization", "")).partition(" ")
    return text.strip() if scheme.lower() in SCHEMES else ""


def _in_body(body: Any) -> str:
    found = body.get("api_key") if isinstance(body, dict) else None
    return found.strip() if isinstance(found, str) else ""
