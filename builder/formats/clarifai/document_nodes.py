"""From a file's nodes to our graph: which operator each model is, and its parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.formats.clarifai.document import ModelPart
from builder.formats.clarifai.guide_models import Missing, StandIn, guide_model, why_not_here
from builder.formats.clarifai.model_types import operator_of_type, why_no_type
from builder.formats.clarifai.nodes import Node, refuse
from builder.formats.clarifai.params import to_ours
from builder.formats.clarifai.wiring import graph_of
from runtime.contracts.errors import Problem

if TYPE_CHECKING:
    from builder.formats.clarifai.document import Document, DocumentNode
    from runtime.contracts.catalogue import Operator


@dataclass(frozen=True)
class Source:
    """What a model of the app is: an operator, its parameters, and its file's reference."""

    operator: str
    params: Mapping[str, Any]
    model: Mapping[str, Any] | None = None


FindModel = Callable[[ModelPart], Source | None]
"""Finds a model in the app or the shared catalogue; None when neither has it. Its operator is
`operator_of_task`, or the one it is a name for. A version that is missing may be the newest."""


@dataclass(frozen=True)
class Imported:
    """A graph from a file, its layout, and a sentence for all that was not taken as it stands."""

    graph: dict[str, Any]
    layout: Mapping[str, Any]
    told: tuple[str, ...]


def imported(document: Document, catalogue: Mapping[str, Operator], find: FindModel) -> Imported:
    """Our graph of a file. Raises `InvalidGraphError` with every problem."""
    kept = document.kept
    problems: list[Problem] = []
    told: list[str] = []
    nodes: list[Node] = []
    for item in document.nodes:
        source = _source(item, document, catalogue, find, problems, told)
        if source is None:
            continue
        nodes.append(Node(
            item.id, source.operator, source.params, source.model, item.node_inputs,
            suppressed=item.suppress_output or item.id in kept.suppressed,
        ))  # fmt: skip
    refuse(problems)
    if set(kept.order) == {node.id for node in nodes}:
        nodes.sort(key=lambda node: kept.order.index(node.id))
    graph = graph_of(nodes, catalogue, kept.wires, inputs=kept.inputs, outputs=kept.outputs)
    return Imported(graph, kept.layout, tuple(told))


def _source(
    item: DocumentNode,
    document: Document,
    catalogue: Mapping[str, Operator],
    find: FindModel,
    problems: list[Problem],
    told: list[str],
) -> Source | None:
    part, kept = item.model, document.kept
    mine = _mine(kept.models.get(item.id))
    found = find(mine if mine is not None and _is_same(mine, part) else part)
    if found is None and part.model_type_id:
        operator = operator_of_type(part.model_type_id, catalogue)
        if operator is None:
            problems.append(_problem(item, "unknown_type", why_no_type(part.model_type_id)))
            return None
        found = Source(operator, {}, _model_for(catalogue[operator], mine, find))
    if found is None:
        found = _stand_in(item, catalogue, problems, told)
    if found is None:
        return None
    params = dict(found.params)
    if part.output_info and found.operator in catalogue:
        ours = to_ours(catalogue[found.operator], part.output_info)
        params |= ours.params
        told.extend(f"{item.id}: {sentence}" for sentence in ours.ignored.values())
    params.update(kept.params.get(item.id, {}))
    return Source(found.operator, params, found.model)


def _mine(reference: Mapping[str, str] | None) -> ModelPart | None:
    """Our reference of a model in their words."""
    if not reference or not reference.get("id"):
        return None
    return ModelPart(
        reference["id"], reference.get("user"), reference.get("app"), reference.get("version")
    )


def _is_same(mine: ModelPart, part: ModelPart) -> bool:
    """Whether the file still names the model that was kept."""
    return mine.model_id == part.model_id and part.model_version_id is None


def _model_for(
    operator: Operator, mine: ModelPart | None, find: FindModel
) -> Mapping[str, Any] | None:
    """The model of an operator that is made from its type: the kept one, else the usual one."""
    if operator.meta.task is None:
        return None
    source = find(mine) if mine else None
    if source is not None and source.model is not None:
        return source.model
    default = operator.meta.default_model
    return {"id": default} if default else None


def _stand_in(
    item: DocumentNode,
    catalogue: Mapping[str, Operator],
    problems: list[Problem],
    told: list[str],
) -> Source | None:
    name = item.model.model_id
    entry = guide_model(name)
    if isinstance(entry, StandIn):
        reason = why_not_here(entry, catalogue)
        if reason is None:
            told.append(f"{item.id}: {entry.operator} stands in for {name}. {entry.note}".strip())
            return Source(
                entry.operator, entry.params, {"id": entry.model} if entry.model else None
            )
        entry = Missing(f"{entry.operator} would, but {reason}", "Bring what it needs.")
    if isinstance(entry, Missing):
        problems.append(_problem(item, "no_stand_in", entry.sentence(name)))
    else:
        problems.append(_problem(
            item, "unknown_model",
            f"{item.id} uses the model {name}, which does not exist here. Import it on the app's "
            "page, under Models, or give the node a model_type_id.",
        ))  # fmt: skip
    return None


def _problem(item: DocumentNode, code: str, sentence: str) -> Problem:
    message, _, cure = sentence.partition(". ")
    return Problem(item.id, "model", code, message.rstrip(".") + ".", cure or "Choose another.")
