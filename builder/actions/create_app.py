"""Create an app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.actions.names import clean_key, clean_name, free_key
from builder.actions.stored_under import stored_under
from builder.models import App
from builder.permissions import require_whole_account
from runtime.contracts.errors import BadRequestError, ConflictError
from runtime.contracts.values import MEDIA_KINDS

if TYPE_CHECKING:
    from builder.permissions import Actor


def create_app(actor: Actor, name: object, input_type: object = "image", key: str = "") -> App:
    """Make an app owned by the actor; without `key` its id is made from the name."""
    require_whole_account(actor)
    if input_type not in MEDIA_KINDS:
        kinds = ", ".join(MEDIA_KINDS)
        message = f"The primary input type is {input_type!r}; choose one of {kinds}."
        raise BadRequestError(message, field="input_type")
    title = clean_name(name, "app")
    mine = App.objects.filter(owner=actor.user)
    message = f"You have an app {key or title} already. Choose another id."
    taken = ConflictError(message, field="id", app=key)
    if key and mine.filter(key=clean_key(key, "app")).exists():
        raise taken
    return stored_under(
        key,
        lambda: free_key(title, lambda wanted: mine.filter(key=wanted).exists()),
        lambda free: App.objects.create(
            owner=actor.user, key=free, name=title, input_type=str(input_type)
        ),
        taken,
    )
