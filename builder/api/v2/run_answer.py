"""A run in the words of the public API: its results, or where to ask for them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.api.v2 import statuses
from builder.api.v2.call import Reply
from builder.api.v2.data import data_of, error_of, input_data
from builder.api.v2.output_config import OutputConfig
from builder.blob_files import read_blob

if TYPE_CHECKING:
    from builder.models import Run

ALL = OutputConfig()


def unfinished(run: Run, config: OutputConfig = ALL) -> Reply:
    """202: the run goes on, and this is where to look for it."""
    status = statuses.status_body(
        statuses.TRY_AGAIN, f"The run {run.pk} is {run.status}; ask for it again.", run.pk
    )
    body = {"status": status, "run": {"id": run.pk, "status": run.status}}
    address = f"/v2/runs/{run.pk}{config.as_query()}"
    return Reply(body, 202, {"Location": address, "Retry-After": "1"})


def finished(run: Run, config: OutputConfig = ALL) -> Reply:
    """Results in input order, outputs in node order."""
    results = [_refused(run, item) for item in run.refused]
    results += _results(run, config, {item["place"] for item in run.refused})
    results.sort(key=lambda item: int(item["id"].rpartition("-")[2]))
    status, http = _overall(run, [item["status"]["code"] for item in results])
    workflow = {
        "id": run.workflow.key,
        "app_id": run.app.key,
        "user_id": run.app.owner.username,
        "version": {"id": run.version_id or "", "workflow_id": run.workflow.key},
    }
    body = {"status": status, "workflow": workflow, "results": results, "run": {"id": run.pk}}
    return Reply(body, http)


def time_of(at: Any) -> str:
    """A time as Clarifai writes it: its SDK blanks more than six decimals."""
    return str(at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))


def _results(run: Run, config: OutputConfig, taken: set[int]) -> list[dict[str, Any]]:
    node_runs = {item.node: item for item in run.node_runs.all()}
    outputs: dict[int, dict[str, Any]] = {}
    for row in run.outputs.all():
        outputs.setdefault(row.index, {})[row.node] = row.ports
    named = {source["source"].partition(".")[0] for source in run.graph.get("outputs", [])}
    inputs = list(run.inputs.all())
    places = [place for place in range(len(inputs) + len(taken)) if place not in taken]
    results = []
    for place, item in zip(places, inputs, strict=True):
        shown = []
        for node in run.graph["nodes"]:
            output = _output(run, node, node_runs.get(node["id"]), outputs.get(item.index, {}))
            if named and node["id"] not in named:
                output.pop("data")
            else:
                output["data"] = config.shown(output["data"])
            shown.append(output)
        failed = next((out["status"] for out in shown if out["status"]["code"] != 10000), None)
        results.append(
            {
                "id": f"{run.pk}-{place}",
                "status": failed or statuses.status_body(statuses.SUCCESS),
                "created_at": time_of(run.created_at),
                "input": {"id": item.name, "data": input_data(item.values)},
                "outputs": shown,
            }
        )
    return results


def _refused(run: Run, item: dict[str, Any]) -> dict[str, Any]:
    """An input that could not be read: it has a cause, and no outputs."""
    code = statuses.status_of(item["error"])[0]
    return {
        "id": f"{run.pk}-{item['place']}",
        "status": statuses.status_body(code, item["error"]["message"]),
        "created_at": time_of(run.created_at),
        "input": {"id": item["name"] or f"input {item['place'] + 1}"},
        "outputs": [],
    }


def _overall(run: Run, codes: list[int]) -> tuple[dict[str, Any], int]:
    failed = [code for code in codes if code != statuses.SUCCESS]
    if run.status == "succeeded" and not failed:
        return statuses.status_body(statuses.SUCCESS, request_id=run.pk), 200
    error = run.error or {}
    details = str(error.get("message") or "")
    if failed and len(failed) < len(codes):
        told = details or f"{len(failed)} of {len(codes)} inputs failed; see each result's status."
        return statuses.status_body(statuses.MIXED, told, run.pk), 200
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
        told = f"{node['id']}: {error.get('message') or ''}"
        status = statuses.status_body(statuses.FAILURE, told)
    model = node.get("model") or {}
    shown: dict[str, Any] = {
        "id": f"{run.pk}-{node['id']}",
        "node_id": node["id"],
        "status": status,
        "created_at": time_of(run.finished_at or run.created_at),
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
