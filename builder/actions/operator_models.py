"""Operator models: names for an operator with parameters, as Clarifai's clients make them.

Nothing runs one: a graph's node holds the operator and the parameters themselves, and a version's
card says under which name a node was written.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from pydantic import ValidationError

from builder.actions.edit_model import clean_description
from builder.actions.import_model import MAX_VERSIONS, RESERVED
from builder.actions.names import clean_key, clean_name
from builder.models import Model, ModelVersion
from runtime import api
from runtime.contracts.errors import BadRequestError, ConflictError, TooLargeError
from runtime.contracts.graph import is_reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builder.models import App
    from builder.permissions import Actor

MAX_PARAMS_BYTES = 256 * 1024


def make_operator_model(
    actor: Actor, app: App, operator: str, key: object, title: object = None, about: object = ""
) -> Model:
    """A name without a version yet. Raises a 400, `ConflictError` when the app has the id."""
    assert actor.may_reach(app), "queries only find what the actor reaches"
    known = api.operators().get(operator)
    if known is None:
        message = f"There is no operator {operator[:64]} here."
        raise BadRequestError(message, field="operator")
    wanted = clean_key(key, "model")
    taken = f"{app.key} has a model {wanted} already. Choose another id, or add a version."
    if wanted in RESERVED:
        raise ConflictError(taken, field="id", model=wanted)
    try:
        with transaction.atomic():
            return Model.objects.create(
                app=app,
                key=wanted,
                title=clean_name(title or wanted, "model"),
                task="",
                operator=known.id,
                description=clean_description(about),
            )
    except IntegrityError as error:
        raise ConflictError(taken, field="id", model=wanted) from error


def add_operator_version(actor: Actor, model: Model, params: object) -> ModelVersion:
    """The parameters as a version; the newest one when it says the same. Raises a 400."""
    assert actor.may_reach(model.app), "queries only find what the actor reaches"
    manifest = {"operator": model.operator, "params": clean_params(model.operator, params)}
    digest = digest_of(manifest)
    with transaction.atomic():
        # Two that come at once take turns at the model's row, so that each gets a number.
        model = Model.objects.select_for_update().get(pk=model.pk)
        newest = model.versions.order_by("-number").first()
        if newest is not None and newest.deleted_at is None and newest.digest == digest:
            return newest
        number = newest.number + 1 if newest else 1
        if number > MAX_VERSIONS:
            message = f"{model.key} has {MAX_VERSIONS} versions. Make another model."
            raise ConflictError(message, model=model.key)
        return ModelVersion.objects.create(
            model=model, number=number, digest=digest, manifest=manifest
        )


def find_operator_version(
    app: App, operator: str, params: Mapping[str, Any]
) -> ModelVersion | None:
    """The newest version of this app that says just this, under whichever name."""
    digest = digest_of({"operator": operator, "params": clean_params(operator, dict(params))})
    rows = ModelVersion.objects.filter(
        deleted_at=None,
        model__app=app,
        model__operator=operator,
        model__deleted_at=None,
        digest=digest,
    )
    return rows.select_related("model__app__owner").order_by("-created_at", "-pk").first()


def clean_params(operator: str, params: object) -> dict[str, Any]:
    """What was said, in the operator's own types. Raises a 400 that names the parameter."""
    if not isinstance(params, dict):
        raise BadRequestError("The parameters must be an object.", field="params")
    try:
        size = len(json.dumps(params, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise BadRequestError("The parameters are no JSON.", field="params") from error
    if size > MAX_PARAMS_BYTES:
        limit = MAX_PARAMS_BYTES // 1024
        raise TooLargeError(f"The parameters are larger than {limit} kB.", field="params")
    for name, value in params.items():
        if is_reference(value):
            message = f"{name} refers to a graph; a model's parameters are values."
            raise BadRequestError(message, field=name)
    known = api.operators().get(operator)
    if known is None:
        raise BadRequestError(f"There is no operator {operator[:64]} here.", field="operator")
    try:
        typed = known.params_type.model_validate(params)
    except ValidationError as error:
        raise BadRequestError(_sentence(operator, error), field="params") from error
    return typed.model_dump(mode="json", exclude_unset=True)


def digest_of(manifest: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON: the same operator and parameters have the same digest."""
    text = json.dumps(manifest, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _sentence(operator: str, error: ValidationError) -> str:
    item = error.errors()[0]
    place = ".".join(str(part) for part in item["loc"]) or "parameters"
    if item["type"] == "extra_forbidden":
        return f"{operator} has no parameter {place}."
    if item["type"] == "missing":
        return f"{operator} needs the parameter {place}."
    return f"{operator}: {place} is {str(item['input'])[:100]!r}: {item['msg']}."
