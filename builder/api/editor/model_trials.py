"""Run an app's model once: one that is proposed, or one that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.response import Response

from builder import queries
from builder.actions.import_model import find_proposal
from builder.actions.try_model import try_model
from builder.api.editor.models import ModelView, form_fields, read_answers
from builder.api.parsers import StrictJsonParser, UploadParser
from builder.model_store import card_of
from runtime.contracts.errors import BadRequestError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.model import ModelManifest


class Trial(ModelView):
    """A view that runs a model on a file or a text of the request."""

    parser_classes = [UploadParser, StrictJsonParser]

    def tried(self, request: Any, fields: Mapping[str, Any], card: ModelManifest) -> Response:
        """`ModelTrial`."""
        file = request.FILES.get("file") if request.FILES else None
        given: tuple[str, Any]
        if file is not None:
            given = (file.name or "upload", file)
        elif isinstance(fields.get("text"), str):
            given = ("text", fields["text"].encode())
        else:
            raise BadRequestError("Send a file or a text to try the model on.", field="file")
        shown = try_model(self.actor, self.app, card, given)
        return Response({
            "operator": shown.trial.operator,
            "given": shown.given,
            "outputs": shown.trial.outputs,
            "error": shown.trial.error,
            "ms": shown.trial.milliseconds,
        })  # fmt: skip


class TryProposal(Trial):
    """`POST /models/try`."""

    def post(self, request: Any, **path: str) -> Response:
        """Run a proposed model, given these answers."""
        fields = form_fields(request)
        kept = find_proposal(self.app, fields.get("proposal"))
        card = kept.judged(read_answers(fields.get("answers"))).card
        return self.tried(request, fields, card)


class TryModel(Trial):
    """`POST /models/{model}/try`."""

    def post(self, request: Any, **path: str) -> Response:
        """Run a version of a kept or shared model, the newest unless `version` names one."""
        fields = form_fields(request)
        versions = queries.model_for(self.app, path["model"]).versions.order_by("-number")
        if fields.get("version"):
            versions = versions.filter(pk=str(fields["version"]))
        found = versions.first()
        if found is None:
            raise NotFoundError("The model has no such version.", model=path["model"])
        return self.tried(request, fields, card_of(found.pk))
