"""What a request says of an operator model: its type, and the parameters of a version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from google.protobuf.json_format import MessageToDict, SerializeToJsonError

from builder import queries
from builder.actions.operator_models import add_operator_version
from builder.api.v2.model_types import is_creatable, require_operator, tasks_of
from builder.api.v2.operator_names import take_over
from builder.formats.clarifai.params import Ours, to_ours
from runtime.contracts.errors import BadRequestError, NotFoundError

if TYPE_CHECKING:
    from builder.models import Model, ModelVersion
    from builder.permissions import Actor
    from runtime.contracts.catalogue import Operator

MOST_NAMED = 5


def wanted_operator(actor: Actor, type_id: str, place: str) -> Operator:
    """The operator of a model that is to be made. Raises a 400 that says what to do instead."""
    if not type_id:
        message = f"{place} needs a model_type_id. GET /v2/models/types lists them."
        raise BadRequestError(message, field=f"{place}.model_type_id")
    try:
        operator = require_operator(type_id)
    except NotFoundError as error:
        raise BadRequestError(error.message, field=f"{place}.model_type_id") from error
    if not is_creatable(operator):
        message = (
            f"A model of the type {type_id} has a file of its own; parameters alone make none. "
            "Import an ONNX file (POST its files here as multipart/form-data, or Models in the "
            f"editor), or name a model that is there{_those_there(actor, operator)}."
        )
        raise BadRequestError(message, field=f"{place}.model_type_id")
    return operator


def params_from(operator: Operator, output_info: Any) -> Ours:
    """Our parameters from an `OutputInfo`, and what of it has no effect here. Raises a 400."""
    if output_info is None:
        return Ours({})
    try:
        told = MessageToDict(output_info, preserving_proto_field_name=True)
    except SerializeToJsonError as error:
        message = "A number in output_info is not finite; send one that is."
        raise BadRequestError(message, field="output_info") from error
    return to_ours(operator, told)


def add_version(actor: Actor, model: Model, output_info: Any) -> tuple[ModelVersion, str]:
    """A version of an operator model, and what of it was not heeded. Raises a 400."""
    ours = params_from(require_operator(model.operator), output_info)
    version = add_operator_version(actor, model, ours.params)
    take_over(model)
    return version, " ".join(ours.ignored.values())


def said_version(given: Any) -> Any | None:
    """The `OutputInfo` of a model, from either of the places where clients write it."""
    if given.HasField("model_version") and given.model_version.HasField("output_info"):
        return given.model_version.output_info
    return given.output_info if given.HasField("output_info") else None


def _those_there(actor: Actor, operator: Operator) -> str:
    rows = queries.usable_models(actor).filter(task__in=tasks_of(operator.id), operator="")
    keys = sorted(set(rows.exclude(task="").values_list("key", flat=True)[:50]))[:MOST_NAMED]
    return f": {', '.join(keys)}" if keys else ""
