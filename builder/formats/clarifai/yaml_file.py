"""Clarifai's workflow files: read, written as their SDK writes them, and written with everything.

Their exact form names models by version and keeps no parameters; it works where those models are.
The self-contained form makes operators anew from their type and parameters, and holds what the
format has no place for in a comment at the end, which their parser passes over.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import yaml

from builder.formats.clarifai.document import Document, DocumentNode, ModelPart, kept_of
from builder.formats.clarifai.model_types import operator_of_task, type_of_operator
from builder.formats.clarifai.nodes import in_order
from builder.formats.clarifai.params import to_theirs
from builder.formats.clarifai.wiring import nodes_of
from builder.formats.clarifai.yaml_rules import ID_PATTERN, MAX_ID, Rules
from builder.formats.clarifai.yaml_tree import read_tree
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from builder.formats.clarifai.wiring import Node
    from runtime.contracts.catalogue import Operator
    from runtime.contracts.graph import GraphSpec

MARK = "# weft: "
_HEAD = """\
# A workflow of Weft. Clarifai's SDK reads this file too, and passes over the last line, which keeps
# what its format has no place for.
"""


def read(text: str) -> Document:
    """Read a workflow file, YAML or JSON. Raises `BadRequestError` or `InvalidGraphError`."""
    document = Rules(read_tree(text)).document()
    last = text.rstrip().rpartition("\n")[2]
    if not last.startswith(MARK):
        return document
    try:
        kept = json.loads(last.removeprefix(MARK))
    except (ValueError, RecursionError) as error:
        message = f"The last line begins with “{MARK.strip()}” and is damaged. Remove it."
        raise BadRequestError(message) from error
    return replace(document, kept=kept_of(kept))


def write(workflow_id: str, nodes: Sequence[DocumentNode]) -> str:
    """The file that the SDK's `Workflow.export` writes: model versions, no parameters.

    Each node's model has to name its version, user and app. Nodes are written after those that
    they wait for, else the SDK refuses its own file.
    """
    shown = [
        {"id": node.id, "model": _version(node.model)}
        | ({"node_inputs": [{"node_id": name} for name in node.node_inputs]}
           if node.node_inputs else {})
        for node in _sorted(nodes)
    ]  # fmt: skip
    return _dump({"workflow": {"id": workflow_id, "nodes": shown}})


def write_self_contained(
    workflow_id: str,
    graph: GraphSpec,
    catalogue: Mapping[str, Operator],
    layout: Mapping[str, Any] | None = None,
) -> str:
    """A file that holds all of a workflow and needs no model of this server but trained ones."""
    nodes, exact = nodes_of(graph, catalogue)
    name = legal_id(workflow_id)
    ordered = in_order(nodes)
    taken: set[str] = set()
    document = {
        "workflow": {"id": name, "nodes": [_whole(name, n, catalogue, taken) for n in ordered]}
    }
    own = [node for node in nodes if _is_model(node, catalogue)]
    as_json = graph.as_json()
    kept: dict[str, Any] = {
        "order": [] if ordered == nodes else [node.id for node in nodes],
        "models": {node.id: node.model for node in nodes if node.model and _says_more(node, own)},
        "params": {node.id: dict(node.params) for node in own if node.params},
        "suppressed": [node.id for node in nodes if node.suppressed],
        "wires": {} if exact else {node.id: node.inputs for node in graph.nodes},
        "inputs": [] if exact else as_json["inputs"],
        "outputs": as_json.get("outputs", []),
        "layout": dict(layout or {}),
    }
    line = json.dumps({key: value for key, value in kept.items() if value}, separators=(",", ":"))
    return _HEAD + _dump(document, sort=False) + MARK + line + "\n"


def legal_id(name: str) -> str:
    """An id that Clarifai's clients accept, as like the name as can be."""
    words = re.findall(r"[0-9A-Za-z]+", name)
    return name if _is_id(name) else "-".join(words)[:MAX_ID].rstrip("-") or "workflow"


def _whole(
    workflow_id: str, node: Node, catalogue: Mapping[str, Operator], taken: set[str]
) -> dict[str, Any]:
    """A node by its model, or by the type and parameters of an operator to make.

    `taken` are the ids of operators made so far: what is made under one id is one operator.
    """
    entry: dict[str, Any] = {"id": node.id}
    if node.model and _is_model(node, catalogue):
        ids = {"model_id": "id", "user_id": "user", "app_id": "app"}
        named = {theirs: node.model.get(ours) for theirs, ours in ids.items()}
        entry["model"] = {theirs: name for theirs, name in named.items() if name and _is_id(name)}
    else:
        operator = catalogue[node.operator]
        info = to_theirs(operator, node.params, concepts=False)
        entry["model"] = {
            "model_id": _free_id(f"{workflow_id}-{node.id}", taken),
            "model_type_id": type_of_operator(operator),
        } | ({"output_info": info} if info else {})
    if node.waits_for:
        entry["node_inputs"] = [{"node_id": name} for name in node.waits_for]
    return entry


def _free_id(name: str, taken: set[str]) -> str:
    """The legal id of a name, numbered where other nodes' names have led to the same one."""
    free, number = legal_id(name), 2
    while free in taken:
        tail = f"-{number}"
        free, number = legal_id(name)[: MAX_ID - len(tail)].rstrip("-_") + tail, number + 1
    taken.add(free)
    return free


def _is_model(node: Node, catalogue: Mapping[str, Operator]) -> bool:
    """Whether the node is its model for Clarifai, not an operator that makes use of one."""
    task = catalogue[node.operator].meta.task
    return bool(node.model and task and operator_of_task(task, catalogue) == node.operator)


def _says_more(node: Node, models: Sequence[Node]) -> bool:
    """Whether a node's model says more than the file has a place for."""
    return bool(node.model) and (node not in models or "version" in (node.model or {}))


def _version(model: ModelPart) -> dict[str, str | None]:
    return {
        "model_id": model.model_id, "model_version_id": model.model_version_id,
        "user_id": model.user_id, "app_id": model.app_id,
    }  # fmt: skip


def _sorted(nodes: Sequence[DocumentNode]) -> list[DocumentNode]:
    """The nodes so that each follows those it waits for, else in their order."""
    known, left = {node.id for node in nodes}, list(nodes)
    placed: list[DocumentNode] = []
    while left:
        done = {node.id for node in placed}
        ready = next((n for n in left if done.issuperset(known & {*n.node_inputs})), left[0])
        left.remove(ready)
        placed.append(ready)
    return placed


def _is_id(name: str) -> bool:
    return len(name) <= MAX_ID and ID_PATTERN.match(name) is not None


def _dump(document: Mapping[str, Any], *, sort: bool = True) -> str:
    return yaml.safe_dump(document, default_flow_style=False, sort_keys=sort, allow_unicode=False)
