"""`POST .../workflows/{id}[/versions/{vid}]/results`.

Run a version on 1 to 32 inputs and answer when it is done.
"""

from __future__ import annotations

import base64
import binascii
from time import monotonic
from typing import TYPE_CHECKING, Any, BinaryIO

from django.core.exceptions import RequestDataTooBig
from rest_framework.response import Response
from rest_framework.views import APIView

from builder import queries
from builder.actions.accept_inputs import RawInput, accept_inputs
from builder.actions.once import Once
from builder.actions.start_run import WhatToRun, start_run
from builder.api.parsers import StrictJsonParser, UploadParser, too_large
from builder.api.v2 import statuses
from builder.api.v2.authentication import require_actor
from builder.api.v2.data import data_of, error_of, input_data
from builder.blob_files import read_blob
from builder.fetch import fetch
from builder.models import Run
from builder.models.run import TERMINAL
from runtime import api
from runtime.contracts.errors import BadRequestError, RunNotAcceptedError
from runtime.contracts.graph import parse_graph
from runtime.contracts.limits import MAX_INPUTS
from runtime.contracts.values import MEDIA_KINDS

if TYPE_CHECKING:
    import threading

    from builder.models import Workflow
    from builder.permissions import Actor

MAX_WAIT_SECONDS = 120
FIRST_LOOK_SECONDS, LONGEST_LOOK_SECONDS = 0.1, 0.5


class WorkflowResults(APIView):
    """The synchronous call."""

    parser_classes = [UploadParser, StrictJsonParser]
    error_response = staticmethod(statuses.error_response)

    def post(self, request: Any, **path: str) -> Response:
        """Run and answer in Clarifai's shape."""
        actor = require_actor(request)
        body = _body(request)
        workflow = _workflow(actor, path, body)
        version_id = path.get("version") or body.get("version_id")
        if version_id is not None and not isinstance(version_id, str):
            raise BadRequestError("version_id must be a string.", field="version_id")
        version = (
            queries.version(workflow, version_id)
            if version_id
            else queries.newest_version(workflow)
        )
        what = WhatToRun.of(version, workflow)
        raw = _raw_inputs(request, body)
        accepted = accept_inputs(workflow.app, parse_graph(version.graph), raw)
        key = request.headers.get("Idempotency-Key")
        once = Once.of(key, workflow, version.graph, accepted) if key is not None else None
        earlier = once.earlier_run(actor) if once is not None else None
        if "respond-async" in request.headers.get("Prefer", ""):
            run = earlier or start_run(actor, what, accepted, "api", once)
            return accepted_answer(run)
        with api.expect_end(earlier.pk if earlier is not None else what.run_id) as heard:
            run = earlier or start_run(actor, what, accepted, "api", once)
            ended = _wait(run.pk, heard)
        return answer(queries.run(actor, run.pk)) if ended else accepted_answer(run)


def _wait(run: str, heard: threading.Event) -> bool:
    """Wait for a run's end, wherever it is computed; False when that takes too long."""
    ends_at = monotonic() + MAX_WAIT_SECONDS
    look = FIRST_LOOK_SECONDS
    while monotonic() < ends_at:
        if heard.wait(look) or Run.objects.filter(pk=run, status__in=TERMINAL).exists():
            return True
        look = min(look * 2, LONGEST_LOOK_SECONDS)
    return False


def _body(request: Any) -> dict[str, Any]:
    try:
        body = request.data
    except RequestDataTooBig as error:
        raise too_large() from error
    if hasattr(body, "getlist"):
        return {name: body[name] for name in body if name not in request.FILES}
    if not isinstance(body, dict):
        raise BadRequestError("The body must be a JSON object.")
    return body


def _workflow(actor: Actor, path: dict[str, str], body: dict[str, Any]) -> Workflow:
    named = body.get("user_app_id")
    named = named if isinstance(named, dict) else {}
    user = path.get("user") or named.get("user_id")
    app = path.get("app") or named.get("app_id")
    if isinstance(user, str) and isinstance(app, str) and user and app:
        return queries.workflow(actor, user, app, path["workflow"])
    return queries.workflow_anywhere(actor, path["workflow"])


def _raw_inputs(request: Any, body: dict[str, Any]) -> list[RawInput]:
    files = [file for name in request.FILES for file in request.FILES.getlist(name)]
    if files:
        _refuse_too_many(len(files))
        return [RawInput(file.name or "upload", {"any": file}) for file in files]
    inputs = body.get("inputs")
    if not isinstance(inputs, list):
        raise RunNotAcceptedError(f'Send "inputs": a list of 1 to {MAX_INPUTS} inputs.')
    _refuse_too_many(len(inputs))
    return [_raw_input(index, item) for index, item in enumerate(inputs)]


def _refuse_too_many(count: int) -> None:
    """Before anything is decoded or fetched."""
    if count > MAX_INPUTS:
        message = f"Send 1 to {MAX_INPUTS} inputs; this call has {count}."
        raise RunNotAcceptedError(message, count=count, limit=MAX_INPUTS)


def _raw_input(index: int, item: Any) -> RawInput:
    data = item.get("data") if isinstance(item, dict) else None
    if not isinstance(data, dict):
        message = f'Input {index + 1} has no "data" object.'
        raise RunNotAcceptedError(message, input=index)
    name = item.get("id") if isinstance(item.get("id"), str) else f"input {index + 1}"
    media = {
        kind: _bytes(index, kind, data[kind]) for kind in MEDIA_KINDS if data.get(kind) is not None
    }
    return RawInput(name, media)


def _bytes(index: int, kind: str, part: Any) -> bytes | BinaryIO:
    place = f"Input {index + 1}: data.{kind}"
    if not isinstance(part, dict):
        raise RunNotAcceptedError(f"{place} must be an object.", input=index)
    if isinstance(part.get("raw"), str) and kind == "text":
        return str(part["raw"]).encode()
    if isinstance(part.get("base64"), str):
        try:
            return base64.b64decode(part["base64"], validate=True)
        except (binascii.Error, ValueError) as error:
            message = (
                f"{place}.base64 is not base64. Send the file's bytes, without a data: prefix."
            )
            raise RunNotAcceptedError(message, input=index) from error
    if isinstance(part.get("url"), str) and part["url"]:
        return fetch(part["url"], api.max_upload_bytes([kind]))
    wanted = "raw, base64 or url" if kind == "text" else "base64 or url"
    raise RunNotAcceptedError(f"{place} needs {wanted}.", input=index)


def accepted_answer(run: Run) -> Response:
    """202: the run goes on, and this is where to look for it."""
    status = statuses.status_body(
        statuses.TRY_AGAIN, f"The run {run.pk} is {run.status}; ask for it again.", run.pk
    )
    body = {"status": status, "run": {"id": run.pk, "status": run.status}}
    response = Response(body, 202)
    response["Location"] = f"/v2/runs/{run.pk}"
    response["Retry-After"] = "1"
    return response


def answer(run: Run) -> Response:
    """Results in input order, outputs in node order."""
    node_runs = {item.node: item for item in run.node_runs.all()}
    outputs: dict[int, dict[str, Any]] = {}
    for row in run.outputs.all():
        outputs.setdefault(row.index, {})[row.node] = row.ports
    results = []
    codes: list[int] = []
    for item in run.inputs.all():
        shown = [
            _output(run, node, node_runs.get(node["id"]), outputs.get(item.index, {}))
            for node in run.graph["nodes"]
        ]
        failed = next((out["status"] for out in shown if out["status"]["code"] != 10000), None)
        status = failed or statuses.status_body(statuses.SUCCESS)
        codes.append(status["code"])
        results.append(
            {
                "id": f"{run.pk}-{item.index}",
                "status": status,
                "created_at": _time(run.created_at),
                "input": {"id": item.name, "data": input_data(item.values)},
                "outputs": shown,
            }
        )
    status, http = _overall(run, codes)
    version = {"id": run.version_id, "workflow_id": run.workflow.key}
    workflow = {
        "id": run.workflow.key,
        "app_id": run.app.key,
        "user_id": run.app.owner.username,
        "version": version,
    }
    answer = {"status": status, "workflow": workflow, "results": results, "run": {"id": run.pk}}
    return Response(answer, http)


def _overall(run: Run, codes: list[int]) -> tuple[dict[str, Any], int]:
    failed = [code for code in codes if code != statuses.SUCCESS]
    if run.status == "succeeded" and not failed:
        return statuses.status_body(statuses.SUCCESS, request_id=run.pk), 200
    error = run.error or {}
    details = _sentence(error)
    if failed and len(failed) < len(codes):
        return statuses.status_body(statuses.MIXED, details, run.pk), 200
    http = statuses.status_of(error)[1]
    return statuses.status_body(statuses.FAILURE, details, run.pk), http


def _output(run: Run, node: dict[str, Any], done: Any, outputs: dict[str, Any]) -> dict[str, Any]:
    ports = outputs.get(node["id"], {})
    error = error_of(ports) or (done.error if done is not None else None)
    if error is None and node["id"] not in outputs:
        error = run.error or {"message": "This node did not run."}
    if error is None:
        status = statuses.status_body(statuses.SUCCESS)
    else:
        status = statuses.status_body(statuses.FAILURE, f"{node['id']}: {_sentence(error)}")
    model = node.get("model") or {}
    shown: dict[str, Any] = {
        "id": f"{run.pk}-{node['id']}",
        "node_id": node["id"],
        "status": status,
        "created_at": _time(run.finished_at or run.created_at),
        "model": {
            "id": model.get("id", node["operator"]),
            "model_type_id": node["operator"],
            "model_version": {"id": model.get("version", "")},
            "user_id": model.get("user", run.app.owner.username),
            "app_id": model.get("app", run.app.key),
        },
        "data": data_of(ports, lambda digest: read_blob(run.app_id, digest)),
    }
    if done is not None and done.ms is not None:
        shown["timing"] = {"ms": done.ms, "cached": done.cached}
    return shown


def _sentence(error: dict[str, Any]) -> str:
    return str(error.get("message") or "")


def _time(at: Any) -> str:
    return str(at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
