"""One-time login links: what `make run` prints, so that a laptop needs no password."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING

from django.utils import timezone

from builder.actions.tokens import hash_secret
from builder.models import LoginCode

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LIFETIME = dt.timedelta(minutes=30)


def make_login_code(user: User) -> str:
    """A code that signs one browser in, once."""
    code = secrets.token_urlsafe(24)
    LoginCode.objects.filter(expires_at__lt=timezone.now()).delete()
    LoginCode.objects.create(
        user=user, code_hash=hash_secret(code), expires_at=timezone.now() + LIFETIME
    )
    return code


def redeem_login_code(code: str) -> User | None:
    """The user of an unused code, which is used up by this; None otherwise."""
    rows = LoginCode.objects.filter(
        code_hash=hash_secret(code), used_at=None, expires_at__gt=timezone.now()
    )
    found = rows.select_related("user").first()
    if found is None or not rows.update(used_at=timezone.now()):
        return None
    return found.user
