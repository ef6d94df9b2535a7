"""Roboflow's definitions, read into an app for the canvas and written from what is on one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from builder import queries
from builder.actions.layouts import clean_layout
from builder.actions.save_version import runnable_graph
from builder.api.roboflow.inner_workflows import saved_definitions
from builder.api.workflow_files import ReadFile
from builder.formats.roboflow.blocks import block_index
from builder.formats.roboflow.read import DefinitionError, Means, read_definition
from builder.formats.roboflow.write import write_definition
from runtime import api
from runtime.contracts.blocks import Ignored
from runtime.contracts.errors import BadRequestError, InvalidGraphError
from runtime.contracts.graph import parse_graph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from builder.formats.roboflow.read import Imported
    from builder.formats.roboflow.trouble import Trouble
    from builder.models import App
    from builder.permissions import Actor
    from runtime.contracts.graph import ModelRef

MAX_CHARACTERS = 2_000_000
WRAPPER = "specification"
"""Where a call's body, and what their site downloads, hold the definition itself."""


def read_file(actor: Actor, app: App, text: object) -> ReadFile:
    """A definition for an app. Raises a 400, or a 422 with every fault and each unknown model."""
    document = _parse(text)
    meant: dict[str, ModelRef] = {}

    def find(name: str) -> ModelRef | None:
        found = queries.meant_model(app, name)
        if found is not None:
            meant[name] = found
        return found

    try:
        found = read_definition(document, Means(api.operators(), find, saved_definitions(actor)))
    except DefinitionError as error:
        raise _refusal(error) from error
    layout = {**found.layout, "nodes": dict(_named_places(found))}
    notes = (*_stand_ins(app, meant), *_differences(document, found))
    return ReadFile("", found.graph, clean_layout(layout), notes)


def write_file(app: App, graph: object, layout: object) -> tuple[str, list[str]]:
    """A graph of this app as a definition, and what the definition cannot say.

    Raises a 422 for a graph that cannot run.
    """
    if not runnable_graph(graph, app).nodes:
        raise BadRequestError("There is no node to write. Put one on the canvas.", field="graph")
    places = clean_layout(layout)["nodes"]
    titles = {name: place["label"] for name, place in places.items() if place.get("label")}
    aliases = {
        (row.model.app.owner.username, row.model.app.key, row.model.key): row.alias
        for row in queries.model_aliases(app)
        if row.version_id is None
    }

    def name_of(model: ModelRef) -> str:
        home = queries.model_for(app, model.id).app
        known = aliases.get((home.owner.username, home.key, model.id))
        return model.id if known is None or model.version else known

    exported = write_definition(
        parse_graph(graph), api.operators(), titles=titles, model_name=name_of
    )
    text = json.dumps(exported.document, indent=2, ensure_ascii=False) + "\n"
    return text, list(exported.lost)


def _parse(text: object) -> Any:
    if not isinstance(text, str) or not text.strip():
        raise BadRequestError("Send the definition as text.", field="text")
    if len(text) > MAX_CHARACTERS:
        raise BadRequestError("The definition is longer than 2 million characters.", field="text")
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        message = (
            f"The definition is no valid JSON: line {error.lineno}, column {error.colno}: "
            f"{error.msg}. Correct it there, then import it again."
        )
        raise BadRequestError(message, field="text") from error
    except (RecursionError, ValueError) as error:
        raise BadRequestError("The definition is nested too deep to be read.") from error
    inner = document.get(WRAPPER) if isinstance(document, dict) else None
    return inner if isinstance(inner, dict) else document


def _refusal(error: DefinitionError) -> InvalidGraphError:
    """Everything that is wrong, in the canvas's words: a step is a node, a field is a port."""
    unknown = {one.model: one for one in error.troubles if one.model is not None}
    return InvalidGraphError(
        error.message,
        problems=[
            {
                "node": one.block_id,
                "port": one.property_name,
                "code": one.error_type,
                "message": one.message,
                "cure": one.cure,
            }
            for one in error.troubles
        ],
        unknown_models=[
            {"id": name, "task": _task(one), "step": one.block_id} for name, one in unknown.items()
        ],
    )


def _task(trouble: Trouble) -> str | None:
    """What the model has to be able to do."""
    stands = block_index(api.operators()).get(trouble.block_type or "")
    return stands.operator.meta.task if stands else None


def _named_places(found: Imported) -> Iterator[tuple[str, dict[str, Any]]]:
    """Steps keep their names on the canvas."""
    for node, place in found.layout["nodes"].items():
        name = found.names.get(node)
        yield node, {**place, "label": name} if name else place


def _stand_ins(app: App, meant: Mapping[str, ModelRef]) -> Iterator[str]:
    for name, ref in meant.items():
        if ref.id != name:
            yield f"{queries.model_for(app, ref.id).title} stands for the model {name}."


def _differences(document: Mapping[str, Any], found: Imported) -> Iterator[str]:
    """What is written in the definition and is otherwise here."""
    raw = {step["name"]: step for step in document["steps"]}
    for node, (_, block) in found.steps.items():
        name = found.names[node]
        written = raw.get(name)
        if written is None:
            kind = "joins several ways to one step" if block.type.startswith(_JOIN) else (
                "comes from an inner workflow")  # fmt: skip
            yield f"{name} {kind}."
            continue
        if node != name:
            yield f"The step {name} has the id {node} here."
        for field, one in block.fields.items():
            given = [key for key in (field, *one.also) if written.get(key) is not None]
            if isinstance(one, Ignored) and given:
                yield f"{given[0]} of {name} has no effect here: {one.why}"
    for answer in found.answers:
        if not answer.source:
            yield f"The output {answer.name} is the run's id, which only answers to calls hold."


_JOIN = "roboflow_core/first_non_empty"
