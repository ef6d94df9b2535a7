"""An app's own models: bring one, look at what was inferred, try it, keep it, edit it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rest_framework.parsers import BaseParser
from rest_framework.response import Response

from builder import queries
from builder.actions.edit_model import delete_model, edit_model, where_used
from builder.actions.import_model import confirm_model, find_proposal, inspect_model
from builder.actions.stage_model import BroughtFile, staged
from builder.api.editor import shapes
from builder.api.editor.base import EditorView
from builder.api.parsers import StrictJsonParser, UploadParser, read_json
from builder.blob_files import CHUNK_BYTES, open_blob, write_blob
from runtime import api
from runtime.contracts.errors import BadRequestError, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from builder.actions.import_model import KeptProposal
    from builder.models import App, Model

MAX_PIECE_BYTES = 32 * 1024 * 1024
MAX_PIECES = 4096
MAX_ANSWER_BYTES = 4 * 1024 * 1024


class BytesParser(BaseParser):
    """The body as it is, up to the length of a piece."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """Read no further than a piece may be long."""
        data: bytes = stream.read(MAX_PIECE_BYTES + 1)
        if len(data) > MAX_PIECE_BYTES:
            limit = MAX_PIECE_BYTES // 1024**2
            raise TooLargeError(f"A piece is larger than {limit} MB. Send smaller pieces.")
        return data


class ModelView(EditorView):
    """A view below `/apps/{user}/{app}/models`."""

    @property
    def app(self) -> App:
        """The app that the address names."""
        return queries.app(self.actor, self.kwargs["user"], self.kwargs["app"])

    def shown(self, model: Model) -> dict[str, Any]:
        """`ModelDetails`."""
        versions = list(model.versions.order_by("-number"))
        return shapes.model_full(versions, where_used(model, self.app))


class AppModels(ModelView):
    """`GET`, `POST /models`."""

    def get(self, request: Any, **path: str) -> Response:
        """The app's own models, by title."""
        rows = queries.models(self.app).prefetch_related("versions__model__app__owner")
        listed = [list(row.versions.all()) for row in rows]
        return Response(
            {"models": [shapes.model_card(versions) for versions in listed if versions]}
        )

    def post(self, request: Any, **path: str) -> Response:
        """Store a proposed model, as a new one or as a version of `model`."""
        app, body = self.app, self.body
        earlier = queries.model(app, str(body["model"])) if body.get("model") else None
        kept = find_proposal(app, body.get("proposal"))
        version = confirm_model(self.actor, app, kept, read_answers(body.get("answers")), earlier)
        return Response(self.shown(queries.model(app, version.model.key)), 201)


class Pieces(ModelView):
    """`POST /models/pieces`: a part of a file that is too large for one request."""

    parser_classes = [BytesParser]

    def post(self, request: Any, **path: str) -> Response:
        """Keep the piece; it goes again when nothing is made of it."""
        app = self.app
        data = request.data
        if not isinstance(data, bytes) or not data:
            raise BadRequestError("Send the bytes of the piece as the body.")
        digest = write_blob(app.pk, data, "application/octet-stream")
        return Response({"piece": digest, "bytes": len(data)}, 201)


class Inspect(ModelView):
    """`POST /models/inspect`."""

    parser_classes = [UploadParser, StrictJsonParser]

    def post(self, request: Any, **path: str) -> Response:
        """What the files are; or, with `proposal`, what they are given these answers."""
        app, fields = self.app, form_fields(request)
        answers = read_answers(fields.get("answers"))
        if fields.get("proposal"):
            kept = find_proposal(app, fields["proposal"])
        else:
            files = _files(request, fields, app)
            variant = fields.get("variant") or None
            if variant is not None and not isinstance(variant, str):
                raise BadRequestError("variant must be a string.", field="variant")
            with staged(files) as folder:
                name = _name(files)
                kept = inspect_model(self.actor, app, folder, name, variant=variant)
        return Response(_shown(app, kept, answers))


class OneModel(ModelView):
    """`GET`, `PATCH`, `DELETE /models/{model}`."""

    def get(self, request: Any, **path: str) -> Response:
        """Its page, also of a shared one: every version, and where the app uses it."""
        return Response(self.shown(queries.model_for(self.app, path["model"])))

    def patch(self, request: Any, **path: str) -> Response:
        """Rename or describe."""
        model = queries.model(self.app, path["model"])
        return Response(self.shown(edit_model(self.actor, model, self.body)))

    def delete(self, request: Any, **path: str) -> Response:
        """Hide it, when nothing uses it."""
        delete_model(self.actor, queries.model(self.app, path["model"]))
        return Response(status=204)


def form_fields(request: Any) -> Mapping[str, Any]:
    """The fields of a form, or the object that the body is."""
    body = request.data
    if hasattr(body, "getlist"):
        return {name: body[name] for name in body if name not in request.FILES}
    if not isinstance(body, dict):
        raise BadRequestError("The body must be a JSON object.")
    return body


def read_answers(told: Any) -> dict[str, Any]:
    """Answers as an object; a form holds them as JSON text."""
    if isinstance(told, str):
        if len(told) > MAX_ANSWER_BYTES:
            raise TooLargeError("The answers are larger than 4 MB. Send fewer labels.")
        told = read_json(told.encode()) if told.strip() else {}
    if told is not None and not isinstance(told, dict):
        raise BadRequestError("answers must be an object.", field="answers")
    return {name: value for name, value in (told or {}).items() if value is not None}


def _files(request: Any, fields: Mapping[str, Any], app: App) -> list[BroughtFile]:
    """Files of the form, or those that `files` says which pieces make."""
    if request.FILES:
        names = read_json(str(fields["names"]).encode()) if fields.get("names") else []
        sent = request.FILES.getlist("files")
        if not isinstance(names, list) or len(names) not in (0, len(sent)):
            raise BadRequestError("names must list one name for each file.", field="names")
        told = [str(name) for name in names] or [file.name or "" for file in sent]
        return [BroughtFile(name, file.chunks()) for name, file in zip(told, sent, strict=True)]
    listed = fields.get("files")
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise BadRequestError("Send the model's files.", field="files")
    return [BroughtFile(str(item.get("name")), _joined(item.get("pieces"), app)) for item in listed]


def _joined(pieces: Any, app: App) -> Iterator[bytes]:
    """The bytes of pieces of this app, one after the other."""
    if not isinstance(pieces, list) or not 1 <= len(pieces) <= MAX_PIECES:
        raise BadRequestError(f"Each file names 1 to {MAX_PIECES} pieces.", field="files")
    found = [queries.blob(app, str(digest)).digest for digest in pieces]

    def read() -> Iterator[bytes]:
        for digest in found:
            with open_blob(app.pk, digest) as file:
                while chunk := file.read(CHUNK_BYTES):
                    yield chunk

    return read()


def _name(files: list[BroughtFile]) -> str:
    """What to call the model before anybody named it: its graph's file."""
    graphs = [file.name for file in files if file.name.endswith(".onnx")]
    return (graphs or [files[0].name])[0]


def _shown(app: App, kept: KeptProposal, answers: dict[str, Any]) -> dict[str, Any]:
    """`ModelProposal`."""
    found = kept.judged(answers)
    card = json.loads(found.card.model_dump_json())
    return {
        "proposal": kept.id,
        "card": shapes.card_facts(card),
        "reasons": list(found.reasons),
        "questions": [
            {**item.as_json(), "answer": answers.get(item.field)} for item in found.questions
        ],
        "variant": kept.variant,
        "variants": [{"name": name, "bytes": size} for name, size in kept.variants.items()],
        "operators": [
            {"id": item.meta.id, "title": item.meta.title, "why_not": item.why_not()}
            for item in api.operators_for(found.card.task)
        ],
        "taken": queries.all_models(app).filter(key=found.card.id).exists(),
    }
