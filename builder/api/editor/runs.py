"""Runs from the browser: start, follow, cancel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rest_framework.response import Response

from builder import queries
from builder.actions.accept_inputs import (
    RawInput,
    accept_inputs,
    accept_readable,
    files_as_inputs,
    kinds_taken,
    with_text,
)
from builder.actions.cancel_run import cancel_run
from builder.actions.once import Once
from builder.actions.start_run import start_run
from builder.api.editor import shapes
from builder.api.editor.base import EditorView
from builder.api.editor.history import run_list
from builder.api.editor.what_to_run import document, earlier_run, inputs_again, what_to_run
from builder.api.editor.workflows import WorkflowView
from builder.api.parsers import StrictJsonParser, UploadParser
from builder.blob_files import open_blob
from builder.fetch import fetch, name_of_url
from builder.models import NodeOutput
from builder.run_store import DatabaseEventLog
from runtime import api
from runtime.contracts.errors import BadRequestError, NotFoundError, RunNotAcceptedError
from runtime.contracts.graph import parse_graph
from runtime.contracts.limits import MAX_INPUTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.models import App


class Runs(WorkflowView):
    """`GET`, `POST {w}/runs`."""

    parser_classes = [UploadParser, StrictJsonParser]

    def get(self, request: Any, **path: str) -> Response:
        """The newest runs that fit the filters."""
        return run_list(queries.shown_runs().filter(workflow=self.find()), request.query_params)

    def post(self, request: Any, **path: str) -> Response:
        """Start a run of a version, a draft or its part, or a run again; with a key only once."""
        workflow = self.find()
        fields = _fields(request)
        again = earlier_run(self.actor, workflow, fields)
        what = what_to_run(workflow, fields, again)
        if again is not None:
            accepted = inputs_again(again, what.graph)
        else:
            graph = parse_graph(what.graph)
            raw = _raw_inputs(request, fields, workflow.app, kinds_taken(graph))
            if fields.get("refused") == "keep":
                accepted, refused = accept_readable(workflow.app, graph, raw)
                what = replace(what, refused=refused)
            else:
                accepted = accept_inputs(workflow.app, graph, raw)
        origin = "editor" if what.version is None else "page"
        key = request.headers.get("Idempotency-Key")
        once = Once.of(key, workflow, what.graph, accepted) if key is not None else None
        earlier = once.earlier_run(self.actor) if once is not None else None
        run = earlier or start_run(self.actor, what, accepted, origin, once)
        return Response(shapes.run_full(queries.own_run(self.actor, run.pk)), 201)


class OneRun(EditorView):
    """`GET /runs/{run}`."""

    def get(self, request: Any, run: str) -> Response:
        """The run so far."""
        return Response(shapes.run_full(queries.own_run(self.actor, run)))


class RunOutputs(EditorView):
    """`GET /runs/{run}/outputs/{node}`."""

    def get(self, request: Any, run: str, node: str) -> Response:
        """One node's outputs, per input."""
        found = queries.own_run(self.actor, run)
        rows = NodeOutput.objects.filter(run=found, node=node).order_by("index")
        outputs = [row.ports for row in rows]
        if not outputs:
            raise NotFoundError(f"{node} has no outputs in this run yet.", node=node)
        return Response({"outputs": outputs})


class RunEvents(EditorView):
    """`GET /runs/{run}/events?after=N`."""

    def get(self, request: Any, run: str) -> Response:
        """The events after a sequence number."""
        found = queries.own_run(self.actor, run)
        after = request.query_params.get("after", "0")
        if not after.isdigit() or len(after) > 9:
            raise BadRequestError("after must be a whole number.", field="after")
        events = DatabaseEventLog().events_after(found.pk, int(after))
        return Response({"events": [event.as_json() for event in events]})


class CancelRun(EditorView):
    """`POST /runs/{run}/cancel`."""

    def post(self, request: Any, run: str) -> Response:
        """Ask for its end."""
        cancel_run(self.actor, queries.own_run(self.actor, run))
        return Response(shapes.run_full(queries.own_run(self.actor, run)))


def _fields(request: Any) -> dict[str, Any]:
    body = request.data
    if hasattr(body, "getlist"):
        return {name: body[name] for name in body if name not in request.FILES}
    if not isinstance(body, dict):
        raise BadRequestError("The body must be a JSON object.")
    return body


def _raw_inputs(
    request: Any, fields: dict[str, Any], app: App, kinds: Sequence[str]
) -> list[RawInput]:
    files = request.FILES.getlist("files") if request.FILES else []
    if len(files) > MAX_INPUTS:
        message = f"Send 1 to {MAX_INPUTS} inputs; this call has {len(files)}."
        raise RunNotAcceptedError(message, count=len(files), limit=MAX_INPUTS)
    if files:
        together = fields.get("together") in {"1", "true"}
        return files_as_inputs(files, fields.get("text"), together=together)
    if isinstance(fields.get("text"), str):
        return [RawInput("text", {"text": fields["text"].encode()})]
    inputs = document(fields.get("inputs"))
    if not isinstance(inputs, list):
        raise RunNotAcceptedError("Choose a file, a sample or a text to run on.")
    if len(inputs) > MAX_INPUTS:
        message = f"Send 1 to {MAX_INPUTS} inputs; this call has {len(inputs)}."
        raise RunNotAcceptedError(message, count=len(inputs), limit=MAX_INPUTS)
    return [_stored_input(item, app, kinds) for item in inputs]


def _stored_input(item: Any, app: App, kinds: Sequence[str]) -> RawInput:
    """An input that names a sample or an earlier upload of this app, brings text, or both."""
    text = item.get("text") if isinstance(item, dict) else None
    if isinstance(text, str) and not item.keys() & {"sample", "blob", "url"}:
        return RawInput("text", {"text": text.encode()})
    return with_text(_named_input(item, app, kinds), text)


def _named_input(item: Any, app: App, kinds: Sequence[str]) -> RawInput:
    if isinstance(item, dict) and isinstance(item.get("sample"), str):
        sample = queries.samples(app).filter(pk=item["sample"]).first()
        if sample is None:
            raise NotFoundError("This sample is not here any more.", sample=item["sample"])
        words: dict[str, Any] = {"text": sample.text.encode()} if sample.text else {}
        if sample.kind == "text":
            return RawInput(sample.title, words)
        return RawInput(sample.title, {sample.kind: open_blob(app.pk, sample.digest), **words})
    if isinstance(item, dict) and isinstance(item.get("url"), str):
        body = fetch(item["url"], api.max_upload_bytes(kinds))
        return RawInput(name_of_url(item["url"]), {"any": body})
    if isinstance(item, dict) and isinstance(item.get("blob"), str):
        blob = queries.blob(app, item["blob"])
        name = item.get("name")
        name = name if isinstance(name, str) else blob.digest[:12]
        return RawInput(name, {"any": open_blob(app.pk, blob.digest)})
    raise RunNotAcceptedError("Each input names a sample, a blob, a url or a text.")
