"""`GET /v2/runs/{id}`: a run that was started asynchronously, or outlasted its call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.views import APIView

from builder import queries
from builder.api.v2 import statuses
from builder.api.v2.authentication import require_actor
from builder.api.v2.results import accepted_answer, answer
from builder.models.run import TERMINAL

if TYPE_CHECKING:
    from rest_framework.response import Response


class OneRun(APIView):
    """An addition to Clarifai's paths."""

    error_response = staticmethod(statuses.error_response)

    def get(self, request: Any, run: str) -> Response:
        """The results once it ended; 202 with its state until then."""
        found = queries.run(require_actor(request), run)
        return answer(found) if found.status in TERMINAL else accepted_answer(found)
