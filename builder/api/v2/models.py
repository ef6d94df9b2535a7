"""`POST /v2/users/{user}/apps/{app}/models`: import a model in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.response import Response
from rest_framework.views import APIView

from builder import queries
from builder.actions.import_model import confirm_model, inspect_model
from builder.actions.stage_model import BroughtFile, staged
from builder.api.parsers import UploadParser, read_json
from builder.api.v2 import statuses
from builder.api.v2.authentication import require_actor
from runtime import api
from runtime.contracts.errors import BadRequestError, WeftError

if TYPE_CHECKING:
    from builder.models import ModelVersion

NOT_ANSWERS = ("model", "variant", "names")
AS_JSON = ("labels", "size", "normalise", "score", "overlap")


class Models(APIView):
    """A plain upload: files of one model, and answers as further fields of the form."""

    parser_classes = [UploadParser]
    error_response = staticmethod(statuses.error_response)

    def post(self, request: Any, user: str, app: str) -> Response:
        """Look at the files, store the model, say what it became."""
        actor = require_actor(request)
        home = queries.app(actor, user, app)
        fields = {name: str(request.data[name]) for name in request.data}
        for name in request.FILES:
            fields.pop(name, None)
        sent = [file for name in request.FILES for file in request.FILES.getlist(name)]
        names = _parsed("names", fields["names"]) if "names" in fields else []
        if not isinstance(names, list) or len(names) not in (0, len(sent)):
            raise BadRequestError("names must list one name for each file.", field="names")
        told = [str(name) for name in names] or [file.name or "" for file in sent]
        files = [BroughtFile(name, file.chunks()) for name, file in zip(told, sent, strict=True)]
        answers = {
            name: _parsed(name, text) if name in AS_JSON else text
            for name, text in fields.items()
            if name not in NOT_ANSWERS
        }
        earlier = queries.model(home, fields["model"]) if fields.get("model") else None
        with staged(files) as folder:
            graph = next((name for name in told if name.endswith(".onnx")), "model.onnx")
            kept = inspect_model(actor, home, folder, graph, variant=fields.get("variant"))
        version = confirm_model(actor, home, kept, answers, earlier)
        return Response(
            {"status": statuses.status_body(statuses.SUCCESS), "model": _model(version)}
        )


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
