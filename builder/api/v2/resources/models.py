"""Models by the public API: `POST` of a model's files imports it in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder import queries
from builder.actions.import_model import confirm_model, inspect_model
from builder.actions.stage_model import BroughtFile, staged
from builder.api.parsers import read_json
from builder.api.v2.call import handles
from runtime import api
from runtime.contracts.errors import BadRequestError, WeftError

if TYPE_CHECKING:
    from builder.api.v2.call import Call
    from builder.models import ModelVersion

NOT_ANSWERS = ("model", "variant", "names")
AS_JSON = ("labels", "size", "normalise", "score", "overlap")


@handles("PostModels")
def post_models(call: Call) -> dict[str, Any]:
    """Files of one model, and answers as further fields of the form."""
    if not call.files:
        raise BadRequestError("Send the files of a model as multipart/form-data.")
    return {"model": _import(call)}


def _import(call: Call) -> dict[str, Any]:
    """Look at the files, store the model, say what it became."""
    home, fields = call.app(), call.form
    names = _parsed("names", fields["names"]) if "names" in fields else []
    if not isinstance(names, list) or len(names) not in (0, len(call.files)):
        raise BadRequestError("names must list one name for each file.", field="names")
    told = [str(name) for name in names] or [file.name or "" for file in call.files]
    files = [BroughtFile(name, file.chunks()) for name, file in zip(told, call.files, strict=True)]
    answers = {
        name: _parsed(name, text) if name in AS_JSON else text
        for name, text in fields.items()
        if name not in NOT_ANSWERS
    }
    earlier = queries.model(home, fields["model"]) if fields.get("model") else None
    with staged(files) as folder:
        graph = next((name for name in told if name.endswith(".onnx")), "model.onnx")
        kept = inspect_model(call.actor, home, folder, graph, variant=fields.get("variant"))
    return _model(confirm_model(call.actor, home, kept, answers, earlier))


def _parsed(name: str, text: str) -> Any:
    """A field of the form that holds JSON."""
    try:
        return read_json(text.encode())
    except WeftError as error:
        raise BadRequestError(f"{name} must be JSON: {error.message}", field=name) from error


def _model(version: ModelVersion) -> dict[str, Any]:
    """The model, in the words of the public API."""
    model, card = version.model, version.manifest
    able = api.operators_for(model.task)
    return {
        "id": model.key,
        "name": model.title,
        "app_id": model.app.key,
        "user_id": model.app.owner.username,
        "model_type_id": able[0].meta.id if able else model.task,
        "model_version": {"id": version.pk, "number": version.number},
        "labels": list(card.get("labels") or []),
    }
