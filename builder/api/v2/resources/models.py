"""Models by the public API: look at them, make, import, change and delete them."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING, Any

from django.db import transaction

from builder import queries
from builder.actions.edit_model import delete_model
from builder.actions.operator_models import make_operator_model
from builder.api.v2.call import handles
from builder.api.v2.model_changes import change_model
from builder.api.v2.model_lookup import own_model, version_of
from builder.api.v2.model_shapes import model_shape
from builder.api.v2.model_upload import import_model
from builder.api.v2.operator_requests import add_version, said_version, wanted_operator
from builder.api.v2.patching import MERGE, action_of
from builder.api.v2.stand_ins import named_shape, why_no_stand_in
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from builder.api.v2.call import Call
    from builder.models import App

MOST_AT_ONCE, MOST_DELETED = 32, 1000


@handles("GetModel", "GetModelOutputInfo")
def get_model(call: Call) -> dict[str, Any]:
    """One model with its newest version, or the one that is named."""
    request = call.request
    return {"model": named_shape(call, request.model_id, request.version_id, whole=True)}


@handles("PostModels")
def post_models(call: Call) -> dict[str, Any]:
    """Import a model's files, or make operator models: all of them or none.

    The older `model` also makes a version; one of `models` does when it says `output_info`.
    """
    if call.files:
        version = import_model(call)
        shape = model_shape(version.model, version, whole=True)
        return {"model": {**shape, "labels": list(version.manifest.get("labels") or [])}}
    request = call.request
    given = [(item, f"models[{index}]") for index, item in enumerate(request.models)]
    if request.HasField("model"):
        given.append((request.model, "model"))
    _refuse_count("models", len(given))
    home = call.app()
    with transaction.atomic():
        made = [_make(call, home, item, place) for item, place in given]
    return {"model": made[0], "models": made}


@handles("PatchModels")
def patch_models(call: Call) -> dict[str, Any]:
    """Change what is said of models: all of them or none."""
    action = action_of(call.request.action)
    _refuse_count("models", len(call.request.models))
    with transaction.atomic():
        changed = []
        for given in call.request.models:
            model = own_model(call, given.id)
            change_model(call.actor, model, given, action)
            changed.append(model_shape(model, version_of(model, "")))
    return {"models": changed}


@handles("DeleteModel")
def delete_one(call: Call) -> dict[str, Any]:
    """Hide a model that no workflow uses."""
    delete_model(call.actor, own_model(call, call.request.model_id))
    return {}


@handles("DeleteModels")
def delete_models(call: Call) -> dict[str, Any]:
    """Hide models that no workflow uses: all of them or none."""
    request = call.request
    if not request.delete_all:
        _refuse_count("ids", len(request.ids), MOST_DELETED)
    with transaction.atomic():
        rows = (
            list(queries.all_models(call.app()))
            if request.delete_all
            else [own_model(call, key) for key in dict.fromkeys(request.ids)]
        )
        for model in rows:
            delete_model(call.actor, model)
    return {}


def _make(call: Call, home: App, given: Any, place: str) -> dict[str, Any]:
    """One operator model, with a version where the request says one."""
    try:
        operator = wanted_operator(call.actor, given.model_type_id, place)
    except BadRequestError as error:
        error.message = " ".join(filter(None, (why_no_stand_in(given.id), error.message)))
        raise
    key = given.id or f"{operator.id[:41].rstrip('-_')}-{token_hex(3)}"
    title = given.display_name or given.name or key
    model = make_operator_model(call.actor, home, operator.id, key, title)
    change_model(call.actor, model, given, MERGE)
    version, ignored = None, ""
    info = said_version(given)
    if info is not None or place == "model":
        version, ignored = add_version(call.actor, model, info or given.output_info)
    shape = model_shape(model, version, whole=True)
    if ignored:
        shape["model_version"]["output_info"]["message"] = ignored
    return shape


def _refuse_count(name: str, count: int, most: int = MOST_AT_ONCE) -> None:
    if not 1 <= count <= most:
        message = f"Send 1 to {most} {name}; this call has {count or 'none'}."
        raise BadRequestError(message, field=name)
