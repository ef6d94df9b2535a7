"""`POST` of a model's files imports it in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder import queries
from builder.actions.import_model import confirm_model, inspect_model
from builder.actions.stage_model import BroughtFile, staged
from builder.api.parsers import read_json
from runtime.contracts.errors import BadRequestError, WeftError

if TYPE_CHECKING:
    from builder.api.v2.call import Call
    from builder.models import ModelVersion

NOT_ANSWERS = ("model", "variant", "names")
AS_JSON = ("labels", "size", "normalise", "score", "overlap")


def import_model(call: Call) -> ModelVersion:
    """Look at the files of a form, store the model with the answers of its other fields."""
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
    return confirm_model(call.actor, home, kept, answers, earlier)


def _parsed(name: str, text: str) -> Any:
    """A field of the form that holds JSON."""
    try:
        return read_json(text.encode())
    except WeftError as error:
        raise BadRequestError(f"{name} must be JSON: {error.message}", field=name) from error
