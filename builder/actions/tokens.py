"""Make, use and revoke API tokens. A secret is shown once; only its hash is kept."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import TYPE_CHECKING

from django.utils import timezone

from builder.models import Token
from builder.permissions import Actor
from builder.scopes import clean_scopes

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from builder.models import App

FORM = re.compile(r"^wfb_([0-9a-z]{8})_([A-Za-z0-9_-]{43})$")


def hash_secret(secret: str) -> str:
    """SHA-256: right for a secret of 256 random bits, which nobody can guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def create_token(
    user: User, name: str = "", app: App | None = None, scopes: object = ()
) -> tuple[Token, str]:
    """A new token and its text `wfb_<id>_<secret>`, which cannot be shown again.

    It may do what `scopes` names, everything without any. Raises a 400 for an unknown scope.
    """
    secret = secrets.token_urlsafe(32)
    token = Token.objects.create(
        id=secrets.token_hex(4),
        user=user,
        app=app,
        scopes=clean_scopes(scopes),
        name=name[:120],
        secret_hash=hash_secret(secret),
    )
    return token, f"wfb_{token.pk}_{secret}"


def actor_of(text: str) -> Actor | None:
    """Who a token's text stands for; None when it is malformed, unknown or revoked."""
    match = FORM.match(text)
    if match is None:
        return None
    token = Token.objects.select_related("user", "app").filter(pk=match[1], revoked_at=None).first()
    stored = token.secret_hash if token is not None else hash_secret("")
    if not hmac.compare_digest(stored, hash_secret(match[2])) or token is None:
        return None
    if not token.user.is_active:
        return None
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    if token.last_used_at is None or token.last_used_at < hour:
        Token.objects.filter(pk=token.pk).update(last_used_at=hour)
    return Actor(token.user, token)


def is_well_formed(text: str) -> bool:
    """Whether a text could be a token at all."""
    return FORM.match(text) is not None


def revoke_token(user: User, token_id: str) -> bool:
    """Make a token useless; False when the user has no such token."""
    return bool(
        Token.objects.filter(pk=token_id, user=user, revoked_at=None).update(
            revoked_at=timezone.now()
        )
    )
