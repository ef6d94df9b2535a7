"""Say which model an id of another product means in an app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder import queries
from builder.models import ModelAlias
from runtime.contracts.errors import BadRequestError, ConflictError

if TYPE_CHECKING:
    from builder.models import App
    from builder.permissions import Actor

MAX_ALIASES, MAX_ALIAS_CHARACTERS = 200, 128


def alias_model(
    actor: Actor, app: App, alias: object, model: object, version: object = None
) -> ModelAlias:
    """Let the alias mean this model from now on, or a version of it; runs keep what they pinned.

    Raises a 400, a 404 when the app may use no such model, a 409 when its table is full.
    """
    assert actor.may_reach(app), "queries only find what the actor reaches"
    clean = clean_alias(alias)
    if not isinstance(model, str) or not model:
        raise BadRequestError("Choose the model that the id means here.", field="model")
    found = queries.model_for(app, model)
    pinned = queries.model_version(found, str(version)) if version else None
    known = ModelAlias.objects.filter(app=app, alias=clean).exists()
    if not known and ModelAlias.objects.filter(app=app).count() >= MAX_ALIASES:
        message = f"An app keeps at most {MAX_ALIASES} model aliases. Delete one first."
        raise ConflictError(message)
    row, _ = ModelAlias.objects.update_or_create(
        app=app, alias=clean, defaults={"model": found, "version": pinned}
    )
    return row


def delete_alias(actor: Actor, row: ModelAlias) -> None:
    """Forget it; definitions that write it are refused from now on."""
    assert actor.may_reach(row.app), "queries only find what the actor reaches"
    row.delete()


def clean_alias(alias: object) -> str:
    """An id as definitions write it. Raises a 400."""
    text = alias.strip() if isinstance(alias, str) else ""
    fits = 0 < len(text) <= MAX_ALIAS_CHARACTERS and text.isprintable()
    if not fits or any(character.isspace() for character in text):
        message = f"A model id has 1 to {MAX_ALIAS_CHARACTERS} characters and no spaces."
        raise BadRequestError(message, field="alias")
    return text
