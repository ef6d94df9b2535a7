"""Encrypts and opens the secrets of apps; the only module that holds the key.

`WEFT_SECRETS_KEY` is any text of at least 32 characters; several of them, separated by commas, let
a key be changed: the first one encrypts, each one opens.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from builder.models import Secret
from runtime.contracts.errors import WeftError

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

LEAST_KEY_CHARACTERS = 32
NOTED_EVERY = dt.timedelta(minutes=1)
_PURPOSE = b"weft secrets 1 "


class SecretsUnavailableError(WeftError):
    """There is no key, or not the one that a secret was encrypted with."""

    code = "secrets_unavailable"
    status = 503


def why_no_key(text: str) -> str | None:
    """None when these keys can be used, else what is wrong, without saying any of them."""
    keys = _keys(text)
    if not keys:
        return "WEFT_SECRETS_KEY is not set, so secrets can be neither kept nor used"
    if any(len(key) < LEAST_KEY_CHARACTERS for key in keys):
        return f"WEFT_SECRETS_KEY holds a key of fewer than {LEAST_KEY_CHARACTERS} characters"
    return None


def seal(app: int, name: str, value: str) -> bytes:
    """The ciphertext of a secret. Raises `SecretsUnavailableError`."""
    plain = json.dumps({"app": app, "name": name, "value": value}).encode()
    return _box(settings.SECRETS_KEY).encrypt(plain)


def reveal(secret: Secret) -> str:
    """The secret itself, for the moment in which it leaves with a request; notes the use."""
    value = _open(secret)
    now = timezone.now()
    stale = Q(used_at=None) | Q(used_at__lt=now - NOTED_EVERY)
    Secret.objects.filter(stale, pk=secret.pk).update(used_at=now)
    return value


def reseal(secret: Secret) -> None:
    """Encrypt it anew with the first key."""
    secret.ciphertext = seal(secret.app_id, secret.name, _open(secret))
    Secret.objects.filter(pk=secret.pk).update(ciphertext=secret.ciphertext)


def _open(secret: Secret) -> str:
    from cryptography.fernet import InvalidToken

    try:
        plain = json.loads(_box(settings.SECRETS_KEY).decrypt(bytes(secret.ciphertext)))
    except InvalidToken as error:
        message = (
            f"The secret {secret.name} was encrypted with another key. Enter it again, or set "
            "WEFT_SECRETS_KEY to the key it was kept with."
        )
        raise SecretsUnavailableError(message, secret=secret.name) from error
    if (plain["app"], plain["name"]) != (secret.app_id, secret.name):
        message = f"The secret {secret.name} is not this app's. Enter it again."
        raise SecretsUnavailableError(message, secret=secret.name)
    return str(plain["value"])


@lru_cache(maxsize=4)
def _box(text: str) -> MultiFernet:
    from cryptography.fernet import Fernet, MultiFernet

    reason = why_no_key(text)
    if reason is not None:
        raise SecretsUnavailableError(f"{reason}. Whoever runs this server sets it.")
    derived = (hashlib.sha256(_PURPOSE + key.encode()).digest() for key in _keys(text))
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


def _keys(text: str) -> list[str]:
    return [key.strip() for key in text.split(",") if key.strip()]
