"""Rename an app, say more of it, or show it to others; its id stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from builder.actions.edit_card import edit_card
from builder.actions.names import clean_name
from builder.actions.set_visibility import set_visibility

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builder.models import App
    from builder.permissions import Actor


def edit_app(actor: Actor, app: App, changes: Mapping[str, Any]) -> App:
    """Change `name`, `visibility` and parts of the `card`; a part that is None goes away."""
    assert actor.may_reach(app), "queries.app() only finds apps that the actor reaches"
    with transaction.atomic():
        if "name" in changes:
            app.name = clean_name(changes["name"], "app")
        if changes.get("card"):
            edit_card(actor, app, changes["card"], merge=True)
        if "visibility" in changes:
            set_visibility(actor, app, changes["visibility"])
        app.save(update_fields=["name", "modified_at"])
    return app
