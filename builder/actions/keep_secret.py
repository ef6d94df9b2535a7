"""Keep, replace and delete an app's secrets. What is kept is never shown again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from builder.models import Secret
from builder.vault import seal
from runtime.contracts.errors import BadRequestError, ConflictError
from runtime.contracts.graph import NAME_PATTERN

if TYPE_CHECKING:
    from builder.models import App
    from builder.permissions import Actor

MAX_SECRETS, MAX_SECRET_CHARACTERS = 100, 8192
LEAST_TO_TELL_FOUR = 12
_NAME = re.compile(NAME_PATTERN)


def clean_id(name: object, what: str) -> str:
    """A name that graphs may write. Raises `BadRequestError`."""
    if not isinstance(name, str) or not _NAME.match(name):
        message = (
            f"The {what}'s name is made of letters, digits, - and _, begins with a letter or a "
            "digit, and has at most 64."
        )
        raise BadRequestError(message, field="name")
    return name


def create_secret(actor: Actor, app: App, name: object, value: object) -> Secret:
    """A new one. Raises a 400, or a 409 when the name is taken."""
    assert actor.may_reach(app), "queries only find what the actor reaches"
    clean = clean_id(name, "secret")
    text = _clean_value(value)
    if app.secrets.count() >= MAX_SECRETS:
        raise ConflictError(f"An app keeps at most {MAX_SECRETS} secrets. Delete one first.")
    sealed = seal(app.pk, clean, text)
    try:
        with transaction.atomic():
            return Secret.objects.create(
                app=app, name=clean, ciphertext=sealed, last_four=_last_four(text)
            )
    except IntegrityError as error:
        message = f"There is a secret {clean} already. Replace its value, or choose another name."
        raise ConflictError(message, field="name") from error


def replace_secret(actor: Actor, secret: Secret, value: object) -> Secret:
    """Another value under the same name; what uses it goes on with the new one."""
    assert actor.may_reach(secret.app), "queries only find what the actor reaches"
    text = _clean_value(value)
    secret.ciphertext = seal(secret.app_id, secret.name, text)
    secret.last_four = _last_four(text)
    secret.save(update_fields=["ciphertext", "last_four", "changed_at"])
    return secret


def delete_secret(actor: Actor, secret: Secret) -> None:
    """Forget it. Raises a 409 while a connection needs it."""
    assert actor.may_reach(secret.app), "queries only find what the actor reaches"
    users = [row.name for row in secret.connections.all()]
    if users:
        message = (
            f"The connection {users[0]} uses this secret. Give it another one, or delete it first."
        )
        raise ConflictError(message, connections=users)
    secret.delete()


def _clean_value(value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not text:
        raise BadRequestError("The secret is empty. Paste its value.", field="value")
    if len(text) > MAX_SECRET_CHARACTERS:
        message = f"A secret has at most {MAX_SECRET_CHARACTERS} characters."
        raise BadRequestError(message, field="value")
    if not text.isprintable():
        message = "The secret holds a line break or an invisible character. Paste it anew."
        raise BadRequestError(message, field="value")
    return text


def _last_four(text: str) -> str:
    return text[-4:] if len(text) >= LEAST_TO_TELL_FOUR else ""
