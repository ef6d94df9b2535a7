"""What a visitor is shown: outputs and states of the chosen nodes; no parameters, no names of ours.

The run keeps the shape `Run` of `frontend/src/api/types.ts`, so that the same components draw it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from builder.actions.share_run import stored_files
from builder.api.editor import shapes
from builder.api.editor.catalogue import media_limits, operator_card
from runtime import api
from runtime.contracts.graph import ALL_PORTS, node_of, split_source
from runtime.contracts.values import MEDIA_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builder.models import Run, Sample, TryPage
    from runtime.contracts.events import Event

UNTOLD: dict[str, Any] = {
    "docs": "",
    "hint": "",
    "params": {},
    "summary": None,
    "default_model": None,
    "aliases": [],
}
TOLD = ("id", "status", "input_count", "created_at", "ms", "inputs", "refused", "seq")
"""Parts of a run that a visitor sees as they are; a new part stays out until it is named here."""
FILE_KINDS = ("image", "video", "audio", "mask")
Shown = dict[str, set[str] | None]
"""Node -> the ports that are shown; None for all of them."""


def shown_ports(graph: Mapping[str, Any]) -> Shown:
    """What the graph's `outputs` select; every node when they select nothing."""
    chosen: Shown = {}
    for output in graph.get("outputs") or ():
        source = split_source(output["source"])
        ports = chosen.setdefault(source[0], set()) if source else None
        if source and source[1] == ALL_PORTS:
            chosen[source[0]] = None
        elif source and ports is not None:
            ports.add(source[1])
    return chosen or dict.fromkeys(node["id"] for node in graph["nodes"])


def page(row: TryPage) -> dict[str, Any]:
    """What the page is drawn from before anything ran."""
    version = row.workflow.published
    assert version is not None, "queries.try_page finds published workflows only"
    graph = _graph(version.graph)
    used = {node["operator"] for node in graph["nodes"]}
    cards = [operator_card(item) for name, item in api.operators().items() if name in used]
    kinds = {item["type"] for item in graph["inputs"]}
    return {
        "title": row.workflow.name,
        "note": row.workflow.note,
        "graph": graph,
        "layout": _layout(version.layout, graph),
        "operators": [{**card, **UNTOLD} for card in cards],
        "samples": [_sample(item) for item in row.samples.all() if item.kind in kinds],
        "limits": {"inputs": settings.TRY_INPUTS, **media_limits()},
    }


def run(row: Run) -> dict[str, Any]:
    """`Run`, with what is not the visitor's business left out."""
    full = shapes.run_full(row)
    shown = shown_ports(row.graph)
    graph = _graph(row.graph)
    return {
        **{name: full[name] for name in TOLD},
        "origin": "try",
        "number": 0,
        "version": None,
        "version_number": None,
        "user": "",
        "app": "",
        "workflow": "",
        "error": _problem(row.error),
        "graph": graph,
        "layout": _layout(row.layout, graph),
        "nodes": {node: _state(full["nodes"][node]) for node in shown if node in full["nodes"]},
        "outputs": {
            node: [_ports(item, shown[node]) for item in outputs]
            for node, outputs in full["outputs"].items()
            if node in shown
        },
    }


def event(told: Event, shown: Shown, outputs: list[Any] | None) -> dict[str, Any]:
    """One line of the run's story; of a node that is not shown only that something happened."""
    line = {"run": told.run, "seq": told.seq, "at": told.at}
    if told.node and told.node not in shown:
        return {**line, "type": "node_progress", "node": None, "data": {}}
    kept = ("queue_ms", "done", "total", "ms", "cached", "attempt")
    data: dict[str, Any] = {name: told.data[name] for name in kept if name in told.data}
    if told.data.get("error"):
        data["error"] = _problem(told.data["error"])
    if told.type == "node_succeeded":
        data["outputs"] = [_ports(item, shown[told.node]) for item in outputs or ()]
    return {**line, "type": told.type, "node": told.node or None, "data": data}


def digests(row: Run) -> set[str]:
    """The files that belong to this run's inputs and shown outputs."""
    shown = shown_ports(row.graph)
    found: set[str] = set()
    for item in row.inputs.all():
        for value in item.values.values():
            _gather(value, found)
    for output in row.outputs.all():
        if output.node in shown:
            for tree in _ports(output.ports, shown[output.node]).values():
                _gather(tree, found)
    return found


def _gather(tree: Any, found: set[str]) -> None:
    """Files of stored values; JSON that only looks like one may be a visitor's own making."""
    if not isinstance(tree, dict):
        return
    if "each" in tree:
        for branch in tree["each"]:
            _gather(branch["value"], found)
    elif tree.get("kind") in FILE_KINDS and isinstance(tree.get("blob"), str):
        found.add(tree["blob"])
    elif tree.get("kind") in ("list", "json"):
        found.update(stored_files(tree))


def _graph(graph: Mapping[str, Any]) -> dict[str, Any]:
    """Shown nodes and their wires, without parameters and models."""
    shown = shown_ports(graph)
    inputs = [
        {"name": item["name"], "type": item["type"]}
        for item in graph["inputs"]
        if item["type"] in MEDIA_KINDS
    ]
    reachable = {"IN", *shown}
    nodes = [
        {
            "id": node["id"],
            "operator": node["operator"],
            "inputs": {
                port: [source for source in sources if node_of(source) in reachable]
                for port, sources in node.get("inputs", {}).items()
            },
        }
        for node in graph["nodes"]
        if node["id"] in shown
    ]
    return {"schema": 1, "inputs": inputs, "nodes": nodes}


def _layout(layout: Mapping[str, Any] | None, graph: dict[str, Any]) -> dict[str, Any]:
    """The titles that the owner gave to nodes; neither notes nor places."""
    places = (layout or {}).get("nodes", {})
    named = {
        node["id"]: places[node["id"]]["label"]
        for node in graph["nodes"]
        if places.get(node["id"], {}).get("label")
    }
    return {"nodes": {node: {"x": 0, "y": 0, "label": label} for node, label in named.items()}}


def _sample(sample: Sample) -> dict[str, Any]:
    return {
        "id": sample.pk,
        "title": sample.title,
        "kind": sample.kind,
        "text": sample.text if sample.kind == "text" else None,
    }


def _state(state: dict[str, Any]) -> dict[str, Any]:
    return {**state, "provider": None, "error": _problem(state["error"])}


def _problem(error: Any) -> dict[str, Any] | None:
    if not isinstance(error, dict):
        return None
    return {"code": error.get("code", ""), "message": error.get("message", "")}


def _ports(ports: Mapping[str, Any], chosen: set[str] | None) -> dict[str, Any]:
    return {port: tree for port, tree in ports.items() if chosen is None or port in chosen}
