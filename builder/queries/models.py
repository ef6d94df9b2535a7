"""Look-ups of models, the shared catalogue's among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from builder.model_store import SHARED_APP, SHARED_USER
from builder.models import (
    App,
    Model,
    ModelVersion,
)
from builder.models.visibility import PUBLIC
from builder.queries.apps import apps, open_app
from runtime.contracts.errors import NotFoundError

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from builder.permissions import Actor


def all_models(of: App) -> QuerySet[Model]:
    """The app's own models of both sorts, by title: those with a file, and operator models."""
    return Model.objects.filter(app=of).select_related("app__owner").order_by("title", "pk")


def models(of: App) -> QuerySet[Model]:
    """The app's own models that bring a file, by title."""
    return all_models(of).filter(operator="")


def model(of: App, key: str) -> Model:
    """One of the app's own models that bring a file. Raises `NotFoundError`."""
    found = models(of).filter(key=key).first()
    if found is None:
        raise _no_model(of, key)
    return found


def model_for(of: App, key: str) -> Model:
    """A model that graphs of the app may use: its own, else a shared one.

    Raises `NotFoundError`.
    """
    return models(of).filter(key=key).first() or _shared_model(key) or model(of, key)


def named_model(of: App, key: str) -> Model:
    """What the name stands for in the app: its own model of either sort. Raises `NotFoundError`."""
    found = all_models(of).filter(key=key).first()
    if found is None:
        raise _no_model(of, key)
    return found


def open_models(actor: Actor, of: App) -> QuerySet[Model]:
    """An app's models of both sorts: all of one's own, only the public ones of another's."""
    rows = all_models(of)
    if actor.may_reach(of) or _is_shared(of):
        return rows
    return rows.filter(visibility=PUBLIC) if actor.reaches_all else rows.none()


def open_model(actor: Actor, user: str, app_key: str, key: str) -> Model:
    """One model by its address, to read: own, shared, or public. Raises `NotFoundError`.

    A name that the app does not have may be that of a shared model.
    """
    home = open_app(actor, user, app_key)
    found = open_models(actor, home).filter(key=key).first() or _shared_model(key)
    if found is None:
        raise NotFoundError(f"There is no model {key} in {app_key}.", model=key)
    return found


def model_anywhere(actor: Actor, key: str) -> Model:
    """The actor's one model of that id, of either sort, in whichever app; else the shared one.

    Raises `NotFoundError`.
    """
    rows = Model.objects.filter(key=key, app__in=apps(actor).order_by())
    found = list(rows.select_related("app__owner")[:2])
    if len(found) > 1:
        message = f"Several apps have a model {key}; name its user and app."
        raise NotFoundError(message, model=key)
    shared = found[0] if found else _shared_model(key)
    if shared is None:
        raise NotFoundError(f"There is no model {key} here.", model=key)
    return shared


def open_models_of(actor: Actor, user: str) -> QuerySet[Model]:
    """What a user shows of models, of all apps."""
    rows = Model.objects.filter(app__owner__username=user, app__deleted_at=None)
    rows = rows.select_related("app__owner")
    if user == actor.user.username:
        return rows.filter(app__in=apps(actor).order_by().values("pk"))
    if user == SHARED_USER:
        return rows.filter(app__key=SHARED_APP)
    return (
        rows.filter(visibility=PUBLIC, app__owner__is_active=True)
        if actor.reaches_all
        else rows.none()
    )


def usable_models(actor: Actor) -> QuerySet[Model]:
    """Everything that the actor may use: the models of all own apps, and the shared ones."""
    shared = Q(app__owner__username=SHARED_USER, app__key=SHARED_APP, app__deleted_at=None)
    own = Q(app__in=apps(actor).order_by().values("pk"))
    return Model.objects.filter(own | shared).select_related("app__owner")


def model_versions(of: Model) -> QuerySet[ModelVersion]:
    """A model's versions without the hidden ones, newest first."""
    return ModelVersion.objects.filter(model=of, deleted_at=None).order_by("-number")


def model_version(of: Model, version_id: str) -> ModelVersion:
    """One version of a model that is not hidden. Raises `NotFoundError`."""
    found = model_versions(of).filter(pk=version_id).first()
    if found is None:
        message = f"{of.key} has no version {version_id[:64]}."
        raise NotFoundError(message, model=of.key, model_version=version_id[:64])
    return found


def _shared_model(key: str) -> Model | None:
    rows = Model.objects.filter(
        app__owner__username=SHARED_USER, app__key=SHARED_APP, app__deleted_at=None, key=key
    )
    return rows.filter(operator="").select_related("app__owner").first()


def _is_shared(of: App) -> bool:
    return (of.owner.username, of.key) == (SHARED_USER, SHARED_APP)


def _no_model(of: App, key: str) -> NotFoundError:
    return NotFoundError(f"There is no model {key} in {of.key}.", model=key)
