"""Finds the model that a request names, to read it or to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder import queries
from runtime.contracts.errors import ForbiddenError, NotFoundError

if TYPE_CHECKING:
    from builder.api.v2.call import Call
    from builder.models import App, Model, ModelVersion


def readable_model(call: Call, key: str) -> Model:
    """A model to look at or to run: of the app that is named, else a shared one.

    Raises a 404 that says it is the model that is missing, whatever it is: clients make one then.
    """
    user, app = call.named_app()
    try:
        if app:
            return queries.open_model(call.actor, user or "me", app, key)
        return queries.model_anywhere(call.actor, key)
    except NotFoundError as error:
        raise NotFoundError(error.message, model=key[:64]) from error


class ModelDeniedError(ForbiddenError):
    """A shared model, or somebody else's public one, is read and run, not changed."""

    code = "model_denied"


def own_model(call: Call, key: str) -> Model:
    """A model of the caller's app, to change it. Raises a 404, or a 403 where it is another's."""
    try:
        return queries.named_model(call.app(), key)
    except NotFoundError:
        home = readable_model(call, key).app
        message = (
            f"{key} is a model of {home.owner.username}/{home.key}: you may read and run it, and "
            "only its owner changes it. Make one of your own."
        )
        raise ModelDeniedError(message, model=key) from None


def home_of_calls(call: Call) -> App:
    """The caller's app in which a model runs: the one that is named, else the first they made.

    Raises a 404 when they have none.
    """
    user, app = call.named_app()
    own = queries.apps(call.actor)
    if app and user in ("", "me", call.actor.user.username):
        return queries.app(call.actor, user or "me", app)
    first = own.order_by("created_at", "pk").first()
    if first is None:
        raise NotFoundError("A model runs in an app of yours, and there is none. Make one first.")
    return first


def version_of(model: Model, version_id: str) -> ModelVersion | None:
    """The version that is named, else the newest, if there is one. Raises a 404."""
    if version_id:
        return queries.model_version(model, version_id)
    return queries.model_versions(model).first()


def required_version_of(model: Model, version_id: str) -> ModelVersion:
    """The same, of a model that has to have one. Raises a 404."""
    found = version_of(model, version_id)
    if found is None:
        message = f"{model.key} has no version yet; add one by POST to its /versions."
        raise NotFoundError(message, model=model.key)
    return found
