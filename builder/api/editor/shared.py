"""What a read-only link shows: one run and its files, to anybody, signed in or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgiref.sync import sync_to_async
from django.http import JsonResponse
from django.views.decorators.http import require_GET
from rest_framework.response import Response
from rest_framework.views import APIView

from builder import queries
from builder.actions.share_run import files_of
from builder.actions.throttle import note_failure, refuse_guessing
from builder.api.client_address import client_address
from builder.api.editor import shapes
from builder.api.editor.catalogue import catalogue_card
from builder.api.editor.files import file_response
from builder.api.told_stream import told_stream
from runtime import api
from runtime.contracts.errors import NotFoundError, WeftError

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from builder.models import Run

GONE = "This link does not work, or not any more. Ask who sent it for a new one."
GUESSING = "Too many links that do not work. Wait five minutes, then try again."
KEEP = "private, max-age=300"
"""A browser forgets the files soon after the link was switched off."""


def find_shared(request: Any, code: str) -> Run:
    """The run of the link. Raises a 404, and a 429 for who guesses."""
    place = f"shared-link:{client_address(request)}"
    refuse_guessing(place, GUESSING)
    run = queries.shared_run(code)
    if run is None:
        note_failure(place)
        raise NotFoundError(GONE)
    return run


class SharedView(APIView):
    """A view below `/shared/runs/{code}`; who is signed in does not matter."""

    authentication_classes = []

    def find(self, code: str) -> Run:
        """The run of the link. Raises a 404, and a 429 for who guesses."""
        return find_shared(self.request, code)


class SharedRun(SharedView):
    """`GET /shared/runs/{code}`."""

    def get(self, request: Any, code: str) -> Response:
        """The run, and of the catalogue only what its graph uses."""
        run = self.find(code)
        used = {node["operator"] for node in run.graph["nodes"]}
        operators = [
            item
            for item in api.operators().values()
            if item.meta.id in used or used.intersection(item.meta.aliases)
        ]
        body = {"run": shapes.run_shared(run), "catalogue": catalogue_card(operators)}
        return Response(body, headers={"Cache-Control": "no-store"})


class SharedFile(SharedView):
    """`GET /shared/runs/{code}/blobs/{digest}`."""

    def get(self, request: Any, code: str, digest: str) -> HttpResponseBase:
        """A file that this very run took or made; all others do not exist."""
        run = self.find(code)
        if digest not in files_of(run):
            raise NotFoundError("This run has no such file.", digest=digest)
        return file_response(request, run.app, digest, KEEP)


@require_GET
async def shared_stream(request: HttpRequest, code: str) -> HttpResponseBase:
    """`GET /shared/runs/{code}/stream`: the run's events as they come."""
    try:
        run = await sync_to_async(find_shared)(request, code)

        def is_shared() -> bool:
            return queries.shared_run(code) is not None

        return told_stream(request, run.pk, shapes.event_shared, is_shared)
    except WeftError as error:
        return JsonResponse({"error": error.as_json()}, status=error.status)
