"""What runs here in place of a model that Clarifai's guides name, in the shape of that model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder import queries
from builder.actions.operator_models import digest_of
from builder.api.v2.model_lookup import readable_model, version_of
from builder.api.v2.model_shapes import model_shape, trained
from builder.api.v2.visibility import visibility_message
from builder.formats.clarifai.guide_models import Missing, guide_model, why_not_here
from builder.formats.clarifai.model_types import type_of_operator
from builder.formats.clarifai.params import to_theirs
from builder.model_store import SHARED_APP, SHARED_USER
from builder.models.visibility import PUBLIC
from runtime import api
from runtime.contracts.errors import NotFoundError

if TYPE_CHECKING:
    from builder.api.v2.call import Call
    from builder.formats.clarifai.guide_models import StandIn

CLARIFAI = ("clarifai", "main")
"""Where the guides' models live, for callers who do not say where they look."""
ID_CHARACTERS = 32


def named_shape(call: Call, key: str, version_id: str, *, whole: bool) -> dict[str, Any]:
    """The `Model` that a request names: one that is kept, else what stands in for it.

    Raises a 404 `NotFoundError`.
    """
    try:
        model = readable_model(call, key)
    except NotFoundError:
        shape = stand_in_shape(call, key, version_id)
        if shape is None:
            raise
        return shape
    return model_shape(model, version_of(model, version_id), whole=whole)


def stand_in_shape(call: Call, key: str, version_id: str) -> dict[str, Any] | None:
    """The `Model` that answers to an id of the guides; None when they have no such id.

    Any version that is asked for is answered: whoever pinned one of Clarifai's gets the stand-in.
    Raises a 404 that says why nothing stands in for it.
    """
    stand_in = stand_in_for(key)
    if stand_in is None:
        return None
    user, app = call.named_app()
    user = call.actor.user.username if user == "me" else user
    home = (user or CLARIFAI[0], app or CLARIFAI[1])
    shape = _shape(call, key, stand_in)
    about = f"A stand-in of the same kind, not the same weights. {stand_in.note}"
    named = {"id": key, "name": key, "display_name": key, "user_id": home[0], "app_id": home[1]}
    version = {**shape["model_version"], "user_id": home[0], "app_id": home[1]}
    if version_id:
        version["id"] = version_id
    return {
        **shape,
        **named,
        "description": about.strip(),
        "model_version": version,
        "stand_in": {"operator": stand_in.operator, "model": stand_in.model or ""},
    }


def stand_in_for(key: str) -> StandIn | None:
    """What stands in for an id of the guides. Raises a 404 when nothing does."""
    found = guide_model(key)
    if found is None:
        return None
    if isinstance(found, Missing):
        raise NotFoundError(found.sentence(key), model=key)
    reason = why_not_here(found, api.operators())
    if reason is not None:
        message = f"{found.operator} stands in for {key}, and cannot run here: {reason}"
        raise NotFoundError(message, model=key)
    return found


def why_no_stand_in(key: str) -> str:
    """The sentence for an id of the guides that nothing stands in for; empty for others."""
    found = guide_model(key)
    return found.sentence(key) if isinstance(found, Missing) else ""


def _shape(call: Call, key: str, stand_in: StandIn) -> dict[str, Any]:
    operator = api.operators()[stand_in.operator]
    info = to_theirs(operator, stand_in.params)
    if stand_in.model:
        shared = queries.open_model(call.actor, SHARED_USER, SHARED_APP, stand_in.model)
        version = queries.model_versions(shared).first()
        shape = model_shape(shared, version, whole=True)
        shape["model_version"]["output_info"] |= info
        return {**shape, "model_type_id": type_of_operator(operator)}
    said = {"operator": operator.id, "params": dict(stand_in.params), "as": key}
    return {
        "model_type_id": type_of_operator(operator),
        "visibility": visibility_message(PUBLIC),
        "model_version": {
            "id": digest_of(said)[:ID_CHARACTERS],
            "status": trained(),
            "visibility": visibility_message(PUBLIC),
            "output_info": {"params": {}, **info},
        },
    }
