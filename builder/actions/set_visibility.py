"""Make a workflow, a model or an app public, or private again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from builder.actions.cancel_run import end_runs
from builder.models import App, Workflow
from builder.models.visibility import PRIVATE, VISIBILITIES
from builder.permissions import PUBLIC_RUN, require_whole_account
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from builder.models import Model
    from builder.permissions import Actor


def set_visibility(actor: Actor, thing: Workflow | Model | App, visibility: object) -> None:
    """Say who else finds it; a workflow that is closed ends what others run with it.

    Raises a 400 for another word than `private` and `public`.
    """
    home = thing if isinstance(thing, App) else thing.app
    assert actor.may_reach(home), "queries only find what the actor reaches"
    if visibility not in VISIBILITIES:
        known = " or ".join(VISIBILITIES)
        raise BadRequestError(f"visibility must be {known}.", field="visibility")
    if isinstance(thing, App):
        require_whole_account(actor)
    with transaction.atomic():
        thing.visibility = str(visibility)
        thing.save(update_fields=["visibility"])
    if visibility == PRIVATE and isinstance(thing, Workflow):
        end_runs(actor, thing.runs.filter(origin=PUBLIC_RUN))
