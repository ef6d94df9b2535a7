"""Where runs without a workflow are kept: a workflow of the app that nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from builder.actions.names import MAX_KEY_CHARACTERS
from builder.models import Workflow

if TYPE_CHECKING:
    from builder.models import App
    from builder.permissions import Actor

DEFINITIONS = "Roboflow call"
"""Whose runs are of definitions that calls bring; no model has an id with a space."""


def calls_of(actor: Actor, app: App, model: str) -> Workflow:
    """The keeper of this app's runs of the model with that id; made with the first of them.

    It counts the runs, and the history shows them under the model's name. Of `DEFINITIONS` it
    keeps the runs of definitions that came with their calls.
    """
    assert actor.may_reach(app), "queries only find what the actor reaches"
    rows = Workflow.stored.filter(app=app, calls_of=model).select_related("app__owner")
    found = rows.first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Workflow.stored.create(
                app=app,
                key=model[:MAX_KEY_CHARACTERS].replace(" ", "-"),
                name=model,
                calls_of=model,
                deleted_at=timezone.now(),
            )
    except IntegrityError:  # somebody else's first call came at the same moment
        return rows.get()
