"""Fields that are parameters or models: literals, or selectors that they follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.kinds import meet, shown_kinds
from builder.formats.roboflow.params import (
    in_bounds,
    is_fixed,
    kinds_of_param,
    kinds_of_value,
    param_types,
    to_ours,
)
from builder.formats.roboflow.refusals import broken, no_use, wrong_kind
from builder.formats.roboflow.selectors import InputSelector, selector
from builder.formats.roboflow.trouble import GRAPH, clip, shown
from runtime.contracts.blocks import UNSET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.formats.roboflow.reading import Found, Reading, Step
    from runtime.contracts.blocks import Setting


def read_setting(step: Step, name: str, one: Setting, value: Any, reading: Reading) -> None:
    """A literal in our words, or a reference to what is selected."""
    step.places[one.param] = name
    chosen = selector(value)
    if chosen is None:
        if not broken(step, name, value, reading):
            _literal(step, name, one, value, reading)
        return
    found = reading.find(chosen, step.where(name))
    if found is None:
        return
    wanted = one.kinds or kinds_of_param(step, one)
    if not found.source:
        no_use(step, name, reading)
    elif not meet(found.kinds, wanted):
        wrong_kind(step, name, found.kinds, wanted, reading)
    elif is_fixed(step.operator, one.param):
        reading.troubles.add(
            "ReferenceTypeError", f"{name} follows {shown(value)}; where data goes is not decided "
            "by data here.", "Write it as a literal.", context=GRAPH, **step.where(name),
        )  # fmt: skip
    else:
        _follow(step, name, one, found, reading)


def _literal(step: Step, name: str, one: Setting, value: Any, reading: Reading) -> None:
    try:
        step.params[one.param] = to_ours(one, in_bounds(one, value))
    except ValueError as error:
        reading.troubles.add(
            "WorkflowSyntaxError", f"{name} is {shown(value)}: {clip(str(error), 200)}",
            "Correct it.", **step.where(name),
        )  # fmt: skip


def _follow(step: Step, name: str, one: Setting, found: Found, reading: Reading) -> None:
    """Refer to what is selected; a word that has to be translated is taken from the call."""
    if found.input is None:
        step.params[one.param] = {"$ref": found.source}
        return
    usual = shown_kinds(kinds_of_value(step.operator, one.param))
    found.input.taken.append(one.kinds or usual)
    if not one.read and all(theirs is None or theirs == ours for theirs, ours in one.words.items()):
        found.input.params.update(_graph_types(step, one))
        step.params[one.param] = {"$ref": found.source}
        return
    value = reading.value_of(found.input)
    if value is not None:
        _literal(step, name, one, value, reading)
    elif one.default is not UNSET:
        step.params[one.param] = to_ours(one, one.default)


def _graph_types(step: Step, one: Setting) -> Sequence[str]:
    return [kind for kind in param_types(step.operator, one.param) if kind != "null"]


def read_model(step: Step, name: str, value: Any, reading: Reading) -> None:
    """Which of our models an id of theirs means."""
    chosen = selector(value)
    if chosen is not None:
        value = _model_value(step, name, chosen, reading)
        if value is None:
            step.model = None
            return
    if not isinstance(value, str) or not value:
        reading.troubles.add(
            "WorkflowSyntaxError", f"{name} is {shown(value)}, which is no model's id.",
            "Write the id of a model as a text.", **step.where(name),
        )  # fmt: skip
        return
    step.model = reading.model(value)
    if step.model is None:
        reading.troubles.add(
            "WorkflowDefinitionError", f"The model {shown(value)} does not exist here.",
            "Import it on the app's page, under Models, with this id, or say in the app's table of "
            "Roboflow ids which model it is.", context=GRAPH, model=value, **step.where(name),
        )  # fmt: skip


def _model_value(step: Step, name: str, chosen: Any, reading: Reading) -> Any:
    """The id that an input brings; None when only the call will say it."""
    if not isinstance(chosen, InputSelector):
        reading.troubles.add(
            "ReferenceTypeError", f"{name} follows {clip(str(chosen))}; which model a step uses is "
            "not decided by data.", "Write the id, or select an input.", context=GRAPH,
            **step.where(name),
        )  # fmt: skip
        return None
    found = reading.find(chosen, step.where(name))
    if found is None or found.input is None:
        return None
    if not meet(found.kinds, ("roboflow_model_id", "string")):
        wrong_kind(step, name, found.kinds, ("roboflow_model_id",), reading)
        return None
    found.input.params.add("string")
    found.input.taken.append(("roboflow_model_id",))
    return reading.value_of(found.input)
