"""Who may do what: one table. Today an app has one owner; members and roles join here.

Reading and running stop at the owner too, unless the owner made a workflow public.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.models.visibility import PUBLIC
from builder.scopes import asked_by, missing
from runtime.contracts.errors import ForbiddenError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User

    from builder.models import App, Run, Token, Workflow

CHANGE_RUN = "builder.change_run"
PUBLIC_RUN = "public"
"""The origin of a run of somebody else's public workflow: only its caller reads it."""


@dataclass(frozen=True)
class Actor:
    """Who acts: a user, through the browser or with a token."""

    user: User
    token: Token | None = None

    @property
    def reaches_all(self) -> bool:
        """Whether no token keeps the actor within one app."""
        return self.token is None or self.token.app_id is None

    def may_reach(self, app: App) -> bool:
        """Whether the actor may read and change what is in this app."""
        if self.token is not None and self.token.app_id not in (None, app.pk):
            return False
        return app.owner_id == self.user.pk

    def may_run(self, workflow: Workflow) -> bool:
        """Whether the actor may read this workflow's versions and run them: owned, or public."""
        if self.may_reach(workflow.app):
            return True
        return workflow.visibility == PUBLIC and self.reaches_all

    def may_read(self, run: Run) -> bool:
        """Whether the actor may see what went into a run and what came out, and cancel it."""
        if run.origin == PUBLIC_RUN:
            return run.created_by_id == self.user.pk and self.may_run(run.workflow)
        return self.may_reach(run.app)

    def may_mend(self, run: Run) -> bool:
        """Whether the actor may retry or drop this run: its reader, or an operator in the admin."""
        if self.may_read(run):
            return True
        return self.token is None and self.user.is_staff and self.user.has_perm(CHANGE_RUN)

    def lacks(self, names: Iterable[str]) -> list[str]:
        """Which of these scopes the actor's token does not have."""
        return missing(self.token.scopes, names) if self.token is not None else []


def require_whole_account(actor: Actor) -> None:
    """Refuse tokens that are bound to one app where an action reaches beyond it."""
    if not actor.reaches_all:
        raise ForbiddenError("This token reaches one app only; use one for the whole account.")


def require_scopes(actor: Actor, names: Iterable[str]) -> None:
    """Refuse tokens that lack a scope. Raises a `ForbiddenError` that names it.

    The names may be those that Clarifai's options give a call.
    """
    lacking = actor.lacks(asked_by(names))
    if lacking:
        message = f"This token lacks the scope {' and '.join(lacking)}. Use one that has it."
        raise ForbiddenError(message, scopes=lacking)
