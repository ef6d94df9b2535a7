"""`GET /v2/runs/{id}`: a run that was started asynchronously, or outlasted its call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.views import APIView

from builder import queries
from builder.api.v2 import statuses
from builder.api.v2.authentication import require_actor
from builder.api.v2.output_config import OutputConfig
from builder.api.v2.rest import shown
from builder.api.v2.run_answer import finished, unfinished
from builder.models.run import TERMINAL

if TYPE_CHECKING:
    from django.http import HttpResponse


class OneRun(APIView):
    """An addition to Clarifai's paths."""

    error_response = staticmethod(statuses.error_response)

    def get(self, request: Any, run: str) -> HttpResponse:
        """The results once it ended; 202 with its state until then."""
        config = OutputConfig.from_query(dict(request.GET.lists()))
        found = queries.run(require_actor(request.headers), run)
        ended = found.status in TERMINAL
        return shown(finished(found, config) if ended else unfinished(found, config))
