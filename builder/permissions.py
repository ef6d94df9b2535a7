"""Who may do what: one table. Today an app has one owner; members and roles join here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runtime.contracts.errors import ForbiddenError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User

    from builder.models import App, Run, Token

CHANGE_RUN = "builder.change_run"


@dataclass(frozen=True)
class Actor:
    """Who acts: a user, through the browser or with a token."""

    user: User
    token: Token | None = None

    def may_reach(self, app: App) -> bool:
        """Whether this app exists for the actor at all."""
        if self.token is not None and self.token.app_id not in (None, app.pk):
            return False
        return app.owner_id == self.user.pk

    def may_mend(self, run: Run) -> bool:
        """Whether the actor may retry or drop this run: its owner, or an operator in the admin."""
        if self.may_reach(run.app):
            return True
        return self.token is None and self.user.is_staff and self.user.has_perm(CHANGE_RUN)


def require_whole_account(actor: Actor) -> None:
    """Refuse tokens that are bound to one app where an action reaches beyond it."""
    if actor.token is not None and actor.token.app_id is not None:
        raise ForbiddenError("This token reaches one app only; use one for the whole account.")


def require_scopes(actor: Actor, names: Iterable[str]) -> None:
    """Refuse a token that was not given one of these scopes; a token without a list has all."""
    given = set(getattr(actor.token, "scopes", None) or names)
    missing = sorted(set(names) - given)
    if missing:
        raise ForbiddenError(f"This token lacks the scope {missing[0]}.", scopes=missing)
