"""The fields of a step: each becomes a wire, wires, a parameter, a model or gates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.gates import read_cases, read_next_steps
from builder.formats.roboflow.kinds import kinds_of_port, meet
from builder.formats.roboflow.params import is_fixed, kinds_of_param, param_types, to_ours
from builder.formats.roboflow.selectors import InputSelector, is_broken, selector
from builder.formats.roboflow.trouble import GRAPH, clip, listed, nearest, shown
from runtime.contracts.blocks import (
    UNSET,
    CaseSteps,
    ModelField,
    NextSteps,
    Setting,
    Wire,
    Wires,
)
from runtime.contracts.graph import ModelRef, NodeSpec, split_wire
from runtime.contracts.kinds import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.formats.roboflow.reading import Found, Reading, Step
    from runtime.contracts.blocks import Field
    from runtime.contracts.catalogue import InputPort

NAMED_LITERALS = 64


def read_fields(step: Step, reading: Reading) -> None:
    """All fields of a step."""
    _check_names(step, reading)
    step.params.update(step.block.fixed)
    task = step.operator.meta.task
    if task is not None and step.operator.meta.default_model is not None:
        step.model = ModelRef(id=step.operator.meta.default_model)
    for own, one in step.block.fields.items():
        given = step.written(own, one)
        if given is None or (given[1] is None and not _takes_null(step, one)):
            _absent(step, own, one, reading)
        else:
            _read(step, given[0], one, given[1], reading)


def _check_names(step: Step, reading: Reading) -> None:
    fields = step.block.fields
    for name in step.raw.fields:
        if step.block.field_of(name) is None:
            names = [*fields, *(other for one in fields.values() for other in one.also)]
            meant = nearest(name, ["name", "type", *names])
            hint = f"Did you mean {meant}? " if meant else ""
            reading.troubles.add(
                "WorkflowSyntaxError", f"{step.raw.type} has no field {clip(name)}.",
                f"{hint}Its fields are: {listed(fields)}.", **step.where(name),
            )  # fmt: skip
    for own, one in fields.items():
        twice = [name for name in dict.fromkeys((own, *one.also)) if name in step.raw.fields]
        if len(twice) > 1:
            reading.troubles.add(
                "WorkflowSyntaxError", f"{' and '.join(twice)} are names of one field.",
                f"Keep {twice[0]}.", **step.where(twice[1]),
            )  # fmt: skip


def _takes_null(step: Step, one: Field) -> bool:
    """Whether null is a value of its own, not a field left out."""
    if not isinstance(one, Setting):
        return False
    if None in one.words:
        return True
    return one.default is not UNSET and "null" in param_types(step.operator, one.param)


def _absent(step: Step, own: str, one: Field, reading: Reading) -> None:
    required = False
    match one:
        case Wire():
            required = step.operator.inputs[one.port].required and not one.literal
        case Wires():
            required = one.required
        case Setting():
            required = one.required
            if not required and one.default is not UNSET:
                step.places[one.param] = own
                step.params[one.param] = to_ours(one, one.default)
        case NextSteps():
            required = one.required
        case ModelField():
            required = not one.default
            if one.default:
                _model(step, own, one.default, reading)
        case CaseSteps():
            read_cases(step, own, one, {}, reading)
    if required:
        reading.troubles.add(
            "WorkflowSyntaxError", f"{clip(step.raw.name)} lacks the field {own}.",
            f"Add {own}: {_wanted(step, one)}.", **step.where(own),
        )  # fmt: skip


def _wanted(step: Step, one: Field) -> str:
    match one:
        case Wire():
            return f"a selector of {listed(one.kinds or _port_kinds(step, one))}"
        case Wires():
            return "selectors, such as $steps.name.property"
        case Setting():
            return f"a literal or a selector of {listed(one.kinds or kinds_of_param(step, one))}"
        case ModelField():
            return "the id of a model"
        case _:
            return "a list of steps, such as $steps.name"


def _read(step: Step, name: str, one: Field, value: Any, reading: Reading) -> None:
    match one:
        case Wire():
            _wire(step, name, one, value, reading)
        case Wires():
            _wires(step, name, one, value, reading)
        case Setting():
            _setting(step, name, one, value, reading)
        case ModelField():
            _model(step, name, value, reading)
        case NextSteps():
            read_next_steps(step, name, one, value, reading)
        case CaseSteps():
            read_cases(step, name, one, value, reading)


def _broken(step: Step, name: str, value: Any, reading: Reading) -> bool:
    if not is_broken(value):
        return False
    reading.troubles.add(
        "WorkflowSyntaxError", f"{shown(value)} is no selector.",
        "Write $inputs.name or $steps.name.property; names have letters, digits, _ and -.",
        **step.where(name),
    )  # fmt: skip
    return True


def _wire(step: Step, name: str, one: Wire, value: Any, reading: Reading) -> None:
    chosen = selector(value)
    if chosen is None:
        if _broken(step, name, value, reading):
            return
        if one.literal:
            step.places[one.literal] = name
            step.params[one.literal] = value
            return
        reading.troubles.add(
            "WorkflowSyntaxError", f"{name} is {shown(value)}, which selects nothing.",
            f"Write {_wanted(step, one)}.", **step.where(name),
        )  # fmt: skip
        return
    found = reading.find(chosen, step.where(name))
    if found is not None:
        _connect(step, name, one, one.port, found, reading)


def _wires(step: Step, name: str, one: Wires, value: Any, reading: Reading) -> None:
    entries = _entries(one, value)
    literals: dict[str, Any] = {}
    step.places[one.port] = name
    if one.required and not entries:
        reading.troubles.add(
            "WorkflowSyntaxError", f"{name} is empty.", f"Write {_wanted(step, one)}.",
            **step.where(name),
        )  # fmt: skip
    for own, item in entries:
        port = f"{one.port}.{own}" if own else one.port
        if own and not _names_a_wire(port):
            reading.troubles.add(
                "WorkflowSyntaxError", f"{name} has the name {shown(own)}.",
                "Use up to 64 letters, digits, _ and -.", **step.where(name),
            )  # fmt: skip
            continue
        chosen = selector(item)
        if chosen is not None:
            found = reading.find(chosen, step.where(name))
            if found is not None:
                _connect(step, name, one, port, found, reading)
        elif _broken(step, name, item, reading):
            continue
        elif one.literals:
            literals[own] = item
        else:
            reading.troubles.add(
                "WorkflowSyntaxError", f"{name} holds {shown(item)}, which selects nothing.",
                f"Write {_wanted(step, one)}.", **step.where(name),
            )  # fmt: skip
    if literals:
        step.places[one.literals] = name
        step.params[one.literals] = literals


def _entries(one: Wires, value: Any) -> list[tuple[str, Any]]:
    """The wires' names and what they select; a lone selector is a list of one."""
    if isinstance(value, dict):
        return [(str(key), item) for key, item in value.items()]
    items = value if isinstance(value, list) else [value]
    return [(str(index) if one.literals else "", item) for index, item in enumerate(items)]


def _names_a_wire(key: str) -> bool:
    try:
        NodeSpec(id="a", operator="a", inputs={key: []})
    except ValueError:
        return False
    return split_wire(key)[1] != ""


def _connect(
    step: Step, name: str, one: Wire | Wires, port: str, found: Found, reading: Reading
) -> None:
    """Wire what was found to a port, if its kind fits."""
    target = step.operator.inputs[split_wire(port)[0]]
    wanted = one.kinds or _port_kinds(step, one)
    if not found.source:
        _no_use(step, name, reading)
        return
    if not meet(found.kinds, wanted):
        _wrong_kind(step, name, found.kinds, wanted, reading)
        return
    if found.ours is not None and not target.takes(found.ours):
        _wrong_value(step, name, found.ours, target, reading)
        return
    if found.input is not None:
        found.input.ports.append(target.kinds)
    step.places.setdefault(target.name, name)
    step.inputs.setdefault(port, []).append(found.source)


def _setting(step: Step, name: str, one: Setting, value: Any, reading: Reading) -> None:
    step.places[one.param] = name
    chosen = selector(value)
    if chosen is None:
        if _broken(step, name, value, reading):
            return
        try:
            step.params[one.param] = to_ours(one, value)
        except ValueError as error:
            reading.troubles.add(
                "WorkflowSyntaxError", f"{name} is {shown(value)}: {clip(str(error), 200)}",
                "Correct it.", **step.where(name),
            )  # fmt: skip
        return
    found = reading.find(chosen, step.where(name))
    if found is None:
        return
    wanted = one.kinds or kinds_of_param(step, one)
    if not found.source:
        _no_use(step, name, reading)
    elif not meet(found.kinds, wanted):
        _wrong_kind(step, name, found.kinds, wanted, reading)
    elif is_fixed(step.operator, one.param):
        reading.troubles.add(
            "ReferenceTypeError", f"{name} follows {shown(value)}; where data goes is not decided "
            "by data here.", "Write it as a literal.", context=GRAPH, **step.where(name),
        )  # fmt: skip
    else:
        if found.input is not None:
            found.input.params.update(_graph_types(step, one))
        step.params[one.param] = {"$ref": found.source}


def _graph_types(step: Step, one: Setting) -> Sequence[str]:
    if one.words or one.read:
        return ()
    return [kind for kind in param_types(step.operator, one.param) if kind != "null"]


def _model(step: Step, name: str, value: Any, reading: Reading) -> None:
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
        _wrong_kind(step, name, found.kinds, ("roboflow_model_id",), reading)
        return None
    found.input.params.add("string")
    value = reading.values.get(chosen.name)
    return found.input.default if value is None else value


def _port_kinds(step: Step, one: Wire | Wires) -> tuple[str, ...]:
    return kinds_of_port(step.operator.inputs[one.port].kinds)


def _no_use(step: Step, name: str, reading: Reading) -> None:
    reading.troubles.add(
        "ReferenceTypeError", f"{name} selects the run's id, which is only known to an answer.",
        "Select it in outputs.", context=GRAPH, **step.where(name),
    )  # fmt: skip


def _wrong_kind(
    step: Step, name: str, given: Sequence[str], wanted: Sequence[str], reading: Reading
) -> None:
    reading.troubles.add(
        "ReferenceTypeError", f"{name} of {clip(step.raw.name)} takes {listed(wanted)}; "
        f"{shown(step.raw.fields.get(name))} gives {listed(given)}.",
        "Select a property of one of these kinds.", context=GRAPH, **step.where(name),
    )  # fmt: skip


def _wrong_value(
    step: Step, name: str, given: frozenset[str], target: InputPort, reading: Reading
) -> None:
    reading.troubles.add(
        "ReferenceTypeError", f"{name} of {clip(step.raw.name)} takes {phrase(target.kinds)} here; "
        f"{shown(step.raw.fields.get(name))} gives {phrase(given)}.",
        "Select another property, or put a step between that makes one.", context=GRAPH,
        **step.where(name),
    )  # fmt: skip
