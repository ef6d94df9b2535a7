"""`GET /v2/runs/{id}`: a run that was started asynchronously, or outlasted its call; its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.views import APIView

from builder import queries
from builder.api.editor.files import file_response
from builder.api.v2 import statuses
from builder.api.v2.authentication import require_actor
from builder.api.v2.output_config import OutputConfig
from builder.api.v2.payload import run_files
from builder.api.v2.rest import shown
from builder.api.v2.run_answer import finished, unfinished
from builder.models.run import TERMINAL
from runtime.contracts.errors import NotFoundError

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase


class OneRun(APIView):
    """An addition to Clarifai's paths."""

    error_response = staticmethod(statuses.error_response)

    def get(self, request: Any, run: str) -> HttpResponse:
        """The results once it ended; 202 with its state until then."""
        config = OutputConfig.from_query(dict(request.GET.lists()))
        found = queries.run(require_actor(request.headers), run)
        ended = found.status in TERMINAL
        return shown(finished(found, config) if ended else unfinished(found, config))


class RunFile(APIView):
    """`GET /v2/runs/{id}/files/{digest}`: a file that an answer told by its `url`."""

    error_response = staticmethod(statuses.error_response)

    def get(self, request: Any, run: str, digest: str) -> HttpResponseBase:
        """A file that this run's outputs name; any other does not exist here."""
        found = queries.run(require_actor(request.headers), run)
        if digest not in run_files(found):
            raise NotFoundError("This file does not belong to this run.", digest=digest)
        return file_response(request, found.app, digest)
