"""Look-ups of apps: the actor's own, and those of others that hold something open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from builder.model_store import SHARED_APP, SHARED_USER
from builder.models import (
    App,
    Model,
    Workflow,
)
from builder.models.visibility import PUBLIC
from runtime.contracts.errors import NotFoundError

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from builder.permissions import Actor


def apps(actor: Actor) -> QuerySet[App]:
    """The actor's apps, last changed first."""
    rows = App.objects.filter(owner=actor.user).select_related("owner")
    if actor.token is not None and actor.token.app_id is not None:
        rows = rows.filter(pk=actor.token.app_id)
    return rows.order_by("-modified_at")


def app(actor: Actor, user: str, key: str) -> App:
    """One app by its address. Raises `NotFoundError`."""
    name = actor.user.username if user == "me" else user
    found = apps(actor).filter(owner__username=name, key=key).first()
    if found is None:
        raise NotFoundError(f"There is no app {key} of {user} here.", app=key)
    return found


def only_app(actor: Actor) -> App:
    """The actor's app, when there is one to choose from. Raises `NotFoundError`."""
    found = list(apps(actor)[:2])
    if len(found) == 1:
        return found[0]
    message = "Name the user and the app." if found else "There is no app here."
    raise NotFoundError(message)


def open_apps(actor: Actor) -> QuerySet[App]:
    """The actor's apps, and those of others that are public or hold something public."""
    own = Q(pk__in=apps(actor).order_by().values("pk"))
    if not actor.reaches_all:
        return App.objects.filter(own).select_related("owner").order_by("-modified_at")
    shown = Q(visibility=PUBLIC)
    for kind in (Workflow, Model):
        shown |= Q(Exists(kind.objects.filter(app=OuterRef("pk"), visibility=PUBLIC)))
    others = Q(owner__is_active=True) & shown
    rows = App.objects.filter(own | others)
    return rows.select_related("owner").order_by("-modified_at")


def open_app(actor: Actor, user: str, key: str) -> App:
    """One app by its address, when anything in it is the actor's to read. Raises `NotFoundError`.

    Of another's app only `open_workflows` and `open_models` may be shown; the shared catalogue is
    everybody's.
    """
    name = actor.user.username if user == "me" else user
    shared = (name, key) == (SHARED_USER, SHARED_APP)
    rows = App.objects.select_related("owner") if shared else open_apps(actor)
    found = rows.filter(owner__username=name, key=key).first()
    if found is None:
        raise NotFoundError(f"There is no app {key} of {user} here.", app=key)
    return found
