"""A run in the words of the public API: its results, or where to ask for them again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.actions.choose_part import added_to
from builder.api.v2 import statuses
from builder.api.v2.call import Reply
from builder.api.v2.data import data_of, error_of, failed_within, fps_of, in_order, input_data
from builder.api.v2.node_names import model_refs
from builder.api.v2.output_config import OutputConfig
from builder.api.v2.payload import Payload, told_by_address
from builder.api.v2.times import time_of
from runtime.contracts.graph import node_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from builder.models import Run

ALL = OutputConfig()


def unfinished(run: Run, config: OutputConfig = ALL) -> Reply:
    """202: the run goes on, and this is where to look for it."""
    status = statuses.status_body(
        statuses.TRY_AGAIN, f"The run {run.pk} is {run.status}; ask for it again.", run.pk
    )
    body = {"status": status, "run": {"id": run.pk, "status": run.status}, **_state(run)}
    address = f"/v2/runs/{run.pk}{config.as_query()}"
    return Reply(body, 202, {"Location": address, "Retry-After": "1"})


def finished(run: Run, config: OutputConfig = ALL) -> Reply:
    """Results in input order, outputs in node order."""
    results = [_refused(run, item) for item in run.refused]
    payload = Payload(run)
    results += _results(run, config, payload)
    results.sort(key=lambda item: int(item["id"].rpartition("-")[2]))
    status, http = _overall(run, [item["status"]["code"] for item in results])
    if payload.by_address and not status.get("details"):
        status["details"] = told_by_address(payload.by_address)
    workflow = {
        "id": run.workflow.key,
        "app_id": run.app.key,
        "user_id": run.app.owner.username,
        "version": {"id": run.version_id or "", "workflow_id": run.workflow.key},
    }
    body = {"status": status, "workflow": workflow, "results": results, "run": {"id": run.pk}}
    return Reply({**body, **_state(run)}, http)


def _state(run: Run) -> dict[str, Any]:
    """The session to go on with, when the run is of one."""
    return {"workflow_state": {"id": run.session}} if run.session else {}


def _results(run: Run, config: OutputConfig, payload: Payload) -> list[dict[str, Any]]:
    taken = {item["place"] for item in run.refused}
    nodes = [node for node in run.graph["nodes"] if node["id"] not in added_to(run)]
    node_runs = {item.node: item for item in run.node_runs.all()}
    outputs: dict[int, dict[str, Any]] = {}
    for row in run.outputs.all():
        outputs.setdefault(row.index, {})[row.node] = row.ports
    named = {node_of(output["source"]) for output in run.graph.get("outputs", [])}
    inputs = list(run.inputs.all())
    places = [place for place in range(len(inputs) + len(taken)) if place not in taken]
    results = []
    for place, item in zip(places, inputs, strict=True):
        shown = []
        for node in nodes:
            made = _Made(run, node, node_runs, outputs.get(item.index, {}), fps_of(item.values))
            suppressed = named and node["id"] not in named
            shown.append(made.output() if suppressed else made.output_with_data(payload, config))
        failed = _worst([out["status"] for out in shown])
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
    details = _told(error)
    if failed and (len(failed) < len(codes) or statuses.MIXED in failed):
        told = f"{len(failed)} of {len(codes)} inputs failed; see each result's status. {details}"
        return statuses.status_body(statuses.MIXED, told.strip(), run.pk), 200
    code, http = statuses.status_of_run(run.status, error)
    told = details or f"The run {run.pk} was {run.status}. Send its inputs again."
    return statuses.status_body(code, told, run.pk), http


def _told(error: Mapping[str, Any]) -> str:
    """What went wrong, after the node where it did."""
    message, node = str(error.get("message") or ""), error.get("node")
    return f"{node}: {message}" if node and message else message


def _worst(all_of: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The first that failed, else the first that failed in part; None when none did."""
    bad = [status for status in all_of if status["code"] != statuses.SUCCESS]
    whole = [status for status in bad if status["code"] != statuses.MIXED]
    return next(iter(whole or bad), None)


@dataclass(frozen=True)
class _Made:
    """What a node made of one input."""

    run: Run
    node: Mapping[str, Any]
    node_runs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    fps: float

    def output_with_data(self, payload: Payload, config: OutputConfig) -> dict[str, Any]:
        """With its data; the status says what the answer leaves to be fetched."""
        before = payload.by_address
        data = config.shown(data_of(self._ports(), payload.carry, self.fps))
        return {**self.output(told_by_address(payload.by_address - before)), "data": data}

    def output(self, told: str = "") -> dict[str, Any]:
        """All but its data; what is told stands beside a success."""
        run, node, done = self.run, self.node, self.node_runs.get(self.node["id"])
        shown: dict[str, Any] = {
            "id": f"{run.pk}-{node['id']}",
            "node_id": node["id"],
            "status": self._status(told),
            "created_at": time_of(run.finished_at or run.created_at),
            "model": _model(run, node),
        }
        if done is not None and done.ms is not None:
            shown["timing"] = {"ms": done.ms, "cached": done.cached}
        return shown

    def _ports(self) -> dict[str, Any]:
        return in_order(self.node["operator"], self.outputs.get(self.node["id"], {}))

    def _status(self, told: str) -> dict[str, Any]:
        error = self._error()
        if error is not None:
            about = f"{self.node['id']}: {error.get('message') or ''}"
            return statuses.status_body(statuses.FAILURE, about)
        failed = failed_within(self._ports())
        if failed:
            about = f"{self.node['id']}: {len(failed)} of its elements failed: "
            return statuses.status_body(statuses.MIXED, about + str(failed[0].get("message")))
        return statuses.status_body(statuses.SUCCESS, told)

    def _error(self) -> Mapping[str, Any] | None:
        """Why it made nothing of this input."""
        name = self.node["id"]
        done = self.node_runs.get(name)
        error: Mapping[str, Any] | None = error_of(self.outputs.get(name, {}))
        error = error or (done.error if done is not None else None)
        cause = self.node_runs.get((error or {}).get("because", ""))
        if cause is not None and cause.node in added_to(self.run):
            return cause.error or {}  # the caller knows no node of that name
        if error is None and name not in self.outputs:
            return self.run.error or {"message": "This node did not run."}
        return error


def _model(run: Run, node: Mapping[str, Any]) -> dict[str, Any]:
    """The model as the workflow shows it; of a run without a version what its graph says."""
    named = model_refs(run.version_id) if run.version_id else {}
    if node["id"] in named:
        return named[node["id"]]
    model = node.get("model") or {}
    return {
        "id": model.get("id", node["operator"]),
        "model_type_id": node["operator"],
        "model_version": {"id": model.get("version", "")},
        "user_id": model.get("user", run.app.owner.username),
        "app_id": model.get("app", run.app.key),
    }
