"""The public try page: what it shows, and runs of the published version for anybody.

These doors read no cookie at all: signed-in people are strangers here like everybody else, so a
page elsewhere cannot make a browser act with its owner's rights. What a visitor holds is the link,
and a ticket to each run that was started with it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_GET
from rest_framework.response import Response
from rest_framework.views import APIView

from builder import queries
from builder.actions.accept_inputs import RawInput, accept_readable, files_as_inputs, with_text
from builder.actions.start_run import WhatToRun, start_run
from builder.actions.visit import admit_visitor, make_ticket, run_of_ticket
from builder.api.editor.files import file_response
from builder.api.middleware import POLICY
from builder.api.pages import page_shell
from builder.api.parsers import StrictJsonParser, UploadParser, read_json
from builder.api.public import shapes
from builder.api.public.address import visitor_address
from builder.blob_files import open_blob
from builder.permissions import Actor
from runtime.contracts.errors import ForbiddenError, NotFoundError, RunNotAcceptedError
from runtime.contracts.graph import parse_graph

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from builder.models import TryPage

EMBEDDABLE = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")


@require_GET
@never_cache
@xframe_options_exempt
def shell(request: HttpRequest, code: str) -> HttpResponse:
    """The one page that other sites may frame; no cookie, and no search engine."""
    response = page_shell()
    response["Content-Security-Policy"] = EMBEDDABLE
    response["X-Robots-Tag"] = "noindex"
    return response


class PublicView(APIView):
    """No session, no token, nothing kept by caches."""

    authentication_classes = []
    parser_classes = [UploadParser, StrictJsonParser]

    def finalize_response(self, *args: Any, **kwargs: Any) -> Any:
        """Answers belong to the page that asked."""
        response = super().finalize_response(*args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class Page(PublicView):
    """`GET /api/try/{page}`."""

    def get(self, request: Any, code: str) -> Response:
        """Title, note, what it takes, the owner's samples."""
        return Response(shapes.page(queries.try_page(code)))


class SampleFile(PublicView):
    """`GET /api/try/{page}/samples/{sample}`."""

    def get(self, request: Any, code: str, sample: str) -> HttpResponseBase:
        """A chosen sample's picture; `?w=` for a thumbnail."""
        page = queries.try_page(code)
        found = page.samples.filter(pk=sample).exclude(digest="").first()
        if found is None:
            raise NotFoundError("This sample is not on this page.")
        return file_response(request, page.workflow.app, found.digest)


class Runs(PublicView):
    """`POST /api/try/{page}/runs`."""

    def post(self, request: Any, code: str) -> Response:
        """Run the published version: counted first, read after that."""
        _refuse_other_sites(request)
        page = queries.try_page(code)
        admit_visitor(page, visitor_address(request))
        version = page.workflow.published
        assert version is not None, "queries.try_page finds published workflows only"
        raw = _raw_inputs(request, page)
        app = page.workflow.app
        accepted, refused = accept_readable(app, parse_graph(version.graph), raw)
        what = replace(WhatToRun.of(version, page.workflow), refused=refused)
        run = start_run(Actor(app.owner), what, accepted, "try")
        found = queries.visited_run(page, run.pk)
        return Response({"ticket": make_ticket(page, run), "run": shapes.run(found)}, 201)


class VisitedRun(PublicView):
    """`GET /api/try/runs/{ticket}`."""

    def get(self, request: Any, code: str) -> Response:
        """The visitor's run so far."""
        return Response({"ticket": code, "run": shapes.run(run_of_ticket(code))})


class VisitedFile(PublicView):
    """`GET /api/try/runs/{ticket}/blobs/{digest}`."""

    def get(self, request: Any, code: str, digest: str) -> HttpResponseBase:
        """A file of this very run; another one's does not exist here."""
        run = run_of_ticket(code)
        if digest not in shapes.digests(run):
            raise NotFoundError("This file does not belong to this run.")
        return file_response(request, run.app, digest)


def _refuse_other_sites(request: Any) -> None:
    """A page elsewhere must not spend its readers' runs; our own page, framed or not, is us."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.get_host():
        raise ForbiddenError("Runs start from the page itself. Open its link.")


def _raw_inputs(request: Any, page: TryPage) -> list[RawInput]:
    body, limit = request.data, settings.TRY_INPUTS
    files = request.FILES.getlist("files") if request.FILES else []
    if files:
        _refuse_too_many(len(files), limit)
        together = body.get("together") in {"1", "true"}
        return files_as_inputs(files, body.get("text"), together=together)
    if not isinstance(body, dict):
        raise RunNotAcceptedError("Choose a file, a sample or a text to run on.")
    if isinstance(body.get("text"), str):
        return [RawInput("text", {"text": body["text"].encode()})]
    inputs = body.get("inputs")
    inputs = read_json(inputs.encode()) if isinstance(inputs, str) else inputs
    if not isinstance(inputs, list):
        raise RunNotAcceptedError("Choose a file, a sample or a text to run on.")
    _refuse_too_many(len(inputs), limit)
    return [_chosen(item, page) for item in inputs]


def _refuse_too_many(count: int, limit: int) -> None:
    if count > limit:
        message = f"This page takes up to {limit} inputs at once; this call has {count}."
        raise RunNotAcceptedError(message, count=count, limit=limit)


def _chosen(item: Any, page: TryPage) -> RawInput:
    """A text, a sample that the owner put on the page, or both; stored files have no name."""
    text = item.get("text") if isinstance(item, dict) else None
    if isinstance(text, str) and "sample" not in item:
        return RawInput("text", {"text": text.encode()})
    return with_text(_sample(item, page), text)


def _sample(item: Any, page: TryPage) -> RawInput:
    if isinstance(item, dict) and isinstance(item.get("sample"), str):
        sample = page.samples.filter(pk=item["sample"]).first()
        if sample is None:
            raise NotFoundError("This sample is not on this page any more.")
        words: dict[str, Any] = {"text": sample.text.encode()} if sample.text else {}
        if sample.kind == "text":
            return RawInput(sample.title, words)
        return RawInput(
            sample.title, {sample.kind: open_blob(sample.app_id, sample.digest), **words}
        )
    raise RunNotAcceptedError("Each input names a sample of this page or brings a text.")
