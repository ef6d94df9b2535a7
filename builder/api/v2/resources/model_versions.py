"""Versions of models by the public API: look at them, add, describe and hide them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from builder import queries
from builder.actions.delete_model_version import delete_model_version
from builder.actions.edit_card import edit_card
from builder.api.v2.call import handles
from builder.api.v2.model_lookup import own_model, readable_model
from builder.api.v2.model_shapes import model_shape, version_shape
from builder.api.v2.operator_requests import add_version
from builder.api.v2.paging import page_of
from builder.api.v2.patching import OVERWRITE, REMOVE, action_of
from builder.api.v2.plain import plain
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from builder.api.v2.call import Call
    from builder.models import ModelVersion

MOST_AT_ONCE = 32
ORDERS = {
    "sort_by_created_at": "created_at",
    "sort_by_description": "card__description",
}


@handles("PostModelVersions")
def post_model_versions(call: Call) -> dict[str, Any]:
    """Add a version to an operator model; the newest one when it says the same."""
    request = call.request
    model = own_model(call, request.model_id)
    if not model.operator:
        message = (
            f"{model.key} has a file, so a version of it needs one too. POST the files to /models "
            f"as multipart/form-data with model={model.key}."
        )
        raise BadRequestError(message, model=model.key)
    if len(request.model_versions) > 1:
        message = f"Send one of model_versions; this call has {len(request.model_versions)}."
        raise BadRequestError(message, field="model_versions")
    given = request.model_versions[0] if request.model_versions else None
    with transaction.atomic():
        info = given.output_info if given is not None else None
        version, ignored = add_version(call.actor, model, info)
        if given is not None:
            _describe(call, version, given, overwrite=False)
    shape = model_shape(model, version, whole=True)
    if ignored:
        shape["model_version"]["output_info"]["message"] = ignored
    return {"model": shape}


@handles("GetModelVersion")
def get_model_version(call: Call) -> dict[str, Any]:
    """One version of a model."""
    model = readable_model(call, call.request.model_id)
    version = queries.model_version(model, call.request.version_id)
    return {"model_version": version_shape(version, model, whole=True)}


@handles("ListModelVersions")
def list_model_versions(call: Call) -> dict[str, Any]:
    """A model's versions, newest first."""
    request = call.request
    model = readable_model(call, request.model_id)
    rows = queries.model_versions(model)
    column = next((ORDERS[name] for name in ORDERS if getattr(request, name)), "number")
    rows = rows.order_by(f"{'' if request.sort_ascending else '-'}{column}", "-number")
    found = [version_shape(version, model) for version in page_of(rows, request)]
    return {"model_versions": found}


@handles("PatchModelVersions")
def patch_model_versions(call: Call) -> dict[str, Any]:
    """Change description, license and metadata of versions; what a version runs never changes."""
    request = call.request
    action, model = action_of(request.action), own_model(call, request.model_id)
    if action == REMOVE or not request.model_versions:
        message = "Send model_versions with their ids, and the action merge or overwrite."
        raise BadRequestError(message, field="action" if action == REMOVE else "model_versions")
    if len(request.model_versions) > MOST_AT_ONCE:
        count = len(request.model_versions)
        message = f"Send 1 to {MOST_AT_ONCE} model_versions; this call has {count}."
        raise BadRequestError(message, field="model_versions")
    with transaction.atomic():
        for given in request.model_versions:
            version = queries.model_version(model, given.id)
            _describe(call, version, given, overwrite=action == OVERWRITE)
    return {"model": model_shape(model, queries.model_version(model, given.id), whole=True)}


@handles("DeleteModelVersion")
def delete_one(call: Call) -> dict[str, Any]:
    """Hide a version that no workflow uses."""
    model = own_model(call, call.request.model_id)
    delete_model_version(call.actor, queries.model_version(model, call.request.version_id))
    return {}


def _describe(call: Call, version: ModelVersion, given: Any, *, overwrite: bool) -> None:
    card: dict[str, Any] = {}
    if given.description:
        card["description"] = given.description
    if given.license:
        card["license"] = given.license
    if given.HasField("metadata"):
        told = {name: part for name, part in plain(given.metadata).items() if name != "weft"}
        before = {} if overwrite else version.card.get("metadata", {})
        card["metadata"] = {**before, **told}
    if card:
        edit_card(call.actor, version, card, merge=True)
