"""Rows as the JSON that the canvas reads; the shapes are those of `frontend/src/api/types.ts`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.queries import draft as draft_of
from builder.queries import versions as versions_of
from builder.scopes import access_of

if TYPE_CHECKING:
    from builder.models import (
        App,
        Draft,
        KeptDraft,
        ModelVersion,
        Pin,
        Run,
        RunShare,
        Sample,
        Token,
        Version,
        Workflow,
    )
    from runtime.contracts.errors import Problem
    from runtime.contracts.events import Event


def run_row(run: Run) -> dict[str, Any]:
    """`RunRow`."""
    ms = None
    if run.finished_at and run.started_at:
        ms = round((run.finished_at - run.started_at).total_seconds() * 1000, 1)
    count = getattr(run, "input_count", None)
    return {
        "id": run.pk,
        "number": run.number,
        "status": run.status,
        "version": run.version_id,
        "version_number": run.version.number if run.version else None,
        "origin": run.origin,
        "input_count": count if count is not None else run.inputs.count(),
        "created_at": run.created_at.isoformat(),
        "ms": ms,
        "error": run.error,
        "targets": run.part.get("targets", []),
        "pinned": run.part.get("pinned", []),
    }


def run_line(run: Run) -> dict[str, Any]:
    """`RunLine`: a row of the history; the query has annotated its facts."""
    return {
        **run_row(run),
        "workflow": run.workflow.key,
        "workflow_name": run.workflow.name,
        "of_model": bool(run.workflow.calls_of),
        "input_name": getattr(run, "input_name", None) or "",
    }


def run_shared(run: Run) -> dict[str, Any]:
    """`Run` as a link shows it: nothing that says whose it is or where it belongs."""
    hidden = dict.fromkeys(("id", "user", "app", "workflow"), "shared")
    shown = {**run_full(run), **hidden, "version": None}
    return {name: part for name, part in shown.items() if name != "created_by"}


_TOLD = ("queue_ms", "done", "total", "ms", "cached", "pinned", "provider", "attempt", "error")


def event_shared(told: Event, outputs: list[Any] | None) -> dict[str, Any]:
    """`RunEvent` as a link shows it."""
    data = {name: told.data[name] for name in _TOLD if name in told.data}
    if outputs is not None:
        data["outputs"] = outputs
    return {**told.as_json(), "run": "shared", "data": data}


def share_row(share: RunShare) -> dict[str, Any]:
    """`Share`."""
    return {"code": share.code, "created_at": share.created_at.isoformat()}


def run_full(run: Run) -> dict[str, Any]:
    """`Run`: the fold of its events so far."""
    outputs: dict[str, list[Any]] = {}
    for row in run.outputs.all():
        outputs.setdefault(row.node, []).append(row.ports)
    spared = set(run.part.get("spared", ()))
    nodes = {node["id"]: _queued() for node in run.graph["nodes"] if node["id"] not in spared}
    pinned = run.part.get("pinned", ())
    for item in run.node_runs.all():
        nodes[item.node] = {
            "status": item.status,
            "ms": item.ms,
            "queue_ms": item.queue_ms,
            "cached": item.cached,
            "pinned": item.node in pinned,
            "progress": None,
            "error": item.error,
            "started_at": item.started_at.isoformat() if item.started_at else None,
            "provider": item.provider or None,
        }
    return {
        **run_row(run),
        "user": run.app.owner.username,
        "app": run.app.key,
        "workflow": run.workflow.key,
        "of_model": bool(run.workflow.calls_of),
        "created_by": run.created_by.username,
        "started_at": run.started_at.isoformat() if run.started_at else None,
        "graph": run.graph,
        "layout": run.layout or {"nodes": {}},
        "inputs": [_run_input(item) for item in run.inputs.all()],
        "refused": run.refused,
        "seq": run.next_seq - 1,
        "nodes": nodes,
        "outputs": outputs,
    }


def _queued() -> dict[str, Any]:
    return {
        "status": "queued", "ms": None, "queue_ms": None, "cached": False, "pinned": False,
        "progress": None, "error": None, "started_at": None, "provider": None,
    }  # fmt: skip


def _run_input(item: Any) -> dict[str, Any]:
    value: dict[str, Any] = next(iter(item.values.values()), {})
    return {
        "index": item.index,
        "kind": value.get("kind", ""),
        "name": item.name,
        "blob": value.get("blob"),
        "text": value.get("raw"),
        "media_type": value.get("media_type"),
        "width": value.get("width"),
        "height": value.get("height"),
        "duration_ms": value.get("duration_ms"),
        "values": item.values,
    }


def pin_row(pin: Pin) -> dict[str, Any]:
    """`Pin`."""
    return {
        "node": pin.node,
        "operator": pin.operator,
        "mocked": pin.mocked,
        "run_number": pin.run_number,
        "outputs": pin.outputs,
        "modified_at": pin.modified_at.isoformat(),
    }


def version_row(version: Version, published: str | None) -> dict[str, Any]:
    """`VersionRow`."""
    return {
        "id": version.pk,
        "number": version.number,
        "name": version.name,
        "note": version.note,
        "created_at": version.created_at.isoformat(),
        "created_by": version.created_by.username,
        "published": version.pk == published,
        "node_count": len(version.graph["nodes"]),
        "summary": version.summary,
    }


def version_line(version: Version, published: str | None, last_run: Run | None) -> dict[str, Any]:
    """`VersionLine`: a version in the list, with its graph to draw small."""
    return {
        **version_row(version, published),
        "thumbnail": {"graph": version.graph, "layout": version.layout or {"nodes": {}}},
        "last_run": run_row(last_run) if last_run else None,
    }


def kept_row(kept: KeptDraft) -> dict[str, Any]:
    """`KeptDraft`."""
    return {
        "id": kept.pk,
        "name": kept.name,
        "created_at": kept.created_at.isoformat(),
        "created_by": kept.created_by.username,
        "node_count": len(kept.graph["nodes"]),
        "thumbnail": {"graph": kept.graph, "layout": kept.layout or {"nodes": {}}},
    }


def version_full(version: Version, published: str | None) -> dict[str, Any]:
    """`Version`."""
    return {
        **version_row(version, published),
        "graph": version.graph,
        "layout": version.layout or {"nodes": {}},
        "digest": version.digest,
    }


def workflow_row(workflow: Workflow, last_run: Run | None) -> dict[str, Any]:
    """`WorkflowRow`."""
    published = workflow.published
    return {
        "id": workflow.key,
        "name": workflow.name,
        "note": workflow.note,
        "modified_at": workflow.modified_at.isoformat(),
        "published_version": version_row(published, published.pk) if published else None,
        "version_count": versions_of(workflow).count(),
        "last_run": run_row(last_run) if last_run else None,
        "thumbnail": thumbnail_of(workflow),
    }


def workflow_full(workflow: Workflow, last_run: Run | None) -> dict[str, Any]:
    """`Workflow`."""
    return {
        **workflow_row(workflow, last_run),
        "visibility": workflow.visibility,
        "user": workflow.app.owner.username,
        "app": workflow.app.key,
        "app_name": workflow.app.name,
        "versions": [version_row(item, workflow.published_id) for item in versions_of(workflow)],
    }


def thumbnail_of(workflow: Workflow) -> dict[str, Any] | None:
    """The graph to draw small: the published version's, else the draft's."""
    source: Version | Draft | None = workflow.published
    if source is None:
        source = workflow.draft if hasattr(workflow, "draft") else draft_of(workflow)
    if source is None or not source.graph["nodes"]:
        return None
    return {"graph": source.graph, "layout": source.layout or {"nodes": {}}}


def app_card(app: App, workflow_count: int, newest: Workflow | None, last: Any) -> dict[str, Any]:
    """`AppCard`."""
    return {
        "user": app.owner.username,
        "id": app.key,
        "name": app.name,
        "input_type": app.input_type,
        "created_at": app.created_at.isoformat(),
        "modified_at": app.modified_at.isoformat(),
        "workflow_count": workflow_count,
        "last_run": run_row(last) if last else None,
        "thumbnail": thumbnail_of(newest) if newest else None,
    }


def draft_full(draft: Draft, problems: list[Problem], *, changed: bool) -> dict[str, Any]:
    """`Draft`."""
    return {
        "revision": draft.revision,
        "graph": draft.graph,
        "layout": draft.layout or {"nodes": {}},
        "based_on": draft.based_on_id,
        "changed": changed,
        "problems": [problem.as_json() for problem in problems],
        "saved_at": draft.saved_at.isoformat(),
    }


def sample_row(sample: Sample, template: str = "") -> dict[str, Any]:
    """`Sample`; `own` when it came with this template."""
    shown: dict[str, Any] = {
        "id": sample.pk,
        "title": sample.title,
        "kind": sample.kind,
        "blob": sample.digest,
        "media_type": sample.media_type,
        "own": template in sample.templates,
    }
    if sample.kind == "text":
        shown["text"] = sample.text
    if sample.width:
        shown |= {"width": sample.width, "height": sample.height}
    return shown


def model_card(versions: list[ModelVersion]) -> dict[str, Any]:
    """`ModelCard` of a model from its versions, newest first."""
    newest = versions[0]
    card = newest.manifest
    home = newest.model.app
    return {
        "user": home.owner.username,
        "app": home.key,
        "id": newest.model.key,
        "title": newest.model.title,
        "task": newest.model.task,
        "description": newest.model.description or card.get("description", ""),
        "licence": card.get("licence", ""),
        "source": card.get("source", ""),
        "bytes": card.get("bytes"),
        "labels": list(card.get("labels") or []),
        "metrics": card.get("metrics") or {},
        "imported": bool(card.get("imported")),
        "opset": card.get("opset"),
        "versions": [
            {"id": item.pk, "number": item.number, "created_at": item.created_at.isoformat()}
            for item in versions
        ],
    }


def model_full(versions: list[ModelVersion], places: list[dict[str, Any]]) -> dict[str, Any]:
    """`ModelDetails`: a model with the card of each version, newest first, and where it is used."""
    return {
        **model_card(versions),
        "versions": [
            {
                "id": item.pk,
                "number": item.number,
                "created_at": item.created_at.isoformat(),
                "card": card_facts(item.manifest),
            }
            for item in versions
        ],
        "used_in": places,
    }


def card_facts(card: dict[str, Any]) -> dict[str, Any]:
    """`CardFacts`: how a version is wired, as far as a person may want to know."""
    graphs = card.get("graphs") or ({"": card["file"]} if card.get("file") else {})
    return {
        "id": card["id"],
        "title": card["title"],
        "task": card["task"],
        "description": card.get("description", ""),
        "licence": card.get("licence", ""),
        "source": card.get("source", ""),
        "bytes": card.get("bytes"),
        "sha256": card.get("sha256"),
        "opset": card.get("opset"),
        "labels": list(card.get("labels") or []),
        "languages": list(card.get("languages") or []),
        "decoder": card.get("decoder"),
        "preprocess": card.get("preprocess") or {},
        "postprocess": card.get("postprocess") or {},
        "thresholds": card.get("thresholds") or {},
        "graphs": sorted(graphs),
        "side_files": sorted(card.get("side_files") or {}),
    }


def token_row(token: Token) -> dict[str, Any]:
    """A token without its secret."""
    return {
        "id": token.pk,
        "name": token.name,
        "app": token.app.key if token.app else None,
        "scopes": token.scopes,
        "access": access_of(token.scopes),
        "created_at": token.created_at.isoformat(),
        "last_used_at": token.last_used_at.isoformat() if token.last_used_at else None,
    }
