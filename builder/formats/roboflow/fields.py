"""The fields of a step: each becomes a wire, wires, a parameter, a model or gates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.exact import EXACT, Exact
from builder.formats.roboflow.gates import read_cases, read_next_steps
from builder.formats.roboflow.kinds import meet, shown_kinds
from builder.formats.roboflow.params import (
    param_types,
    to_ours,
)
from builder.formats.roboflow.refusals import (
    broken,
    no_use,
    port_kinds,
    wanted_by,
    wrong_kind,
    wrong_value,
)
from builder.formats.roboflow.selectors import selector
from builder.formats.roboflow.settings import read_model, read_setting
from builder.formats.roboflow.trouble import clip, listed, nearest, shown
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

if TYPE_CHECKING:
    from builder.formats.roboflow.reading import Found, Reading, Step
    from runtime.contracts.blocks import Field
    from runtime.contracts.catalogue import Operator


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
    exact = step.raw.fields.get(EXACT)
    if isinstance(exact, Exact):
        step.params.update(exact.params)


def _check_names(step: Step, reading: Reading) -> None:
    fields = step.block.fields
    for name, value in step.raw.fields.items():
        if step.block.field_of(name) is None and not isinstance(value, Exact):
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


def needs(operator: Operator, one: Wire) -> bool:
    """Whether a step has to say what a port is wired to."""
    return one.required or (operator.inputs[one.port].required and not one.literal)


def _absent(step: Step, own: str, one: Field, reading: Reading) -> None:
    required = False
    match one:
        case Wire():
            required = needs(step.operator, one)
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
                read_model(step, own, one.default, reading)
        case CaseSteps():
            read_cases(step, own, one, {}, reading)
    if required:
        reading.troubles.add(
            "WorkflowSyntaxError", f"{clip(step.raw.name)} lacks the field {own}.",
            f"Add {own}: {wanted_by(step, one)}.", **step.where(own),
        )  # fmt: skip


def _read(step: Step, name: str, one: Field, value: Any, reading: Reading) -> None:
    match one:
        case Wire():
            _wire(step, name, one, value, reading)
        case Wires():
            _wires(step, name, one, value, reading)
        case Setting():
            read_setting(step, name, one, value, reading)
        case ModelField():
            read_model(step, name, value, reading)
        case NextSteps():
            read_next_steps(step, name, one, value, reading)
        case CaseSteps():
            read_cases(step, name, one, value, reading)


def _wire(step: Step, name: str, one: Wire, value: Any, reading: Reading) -> None:
    chosen = selector(value)
    if chosen is None:
        if broken(step, name, value, reading):
            return
        if one.literal:
            step.places[one.literal] = name
            step.params[one.literal] = value
            return
        reading.troubles.add(
            "WorkflowSyntaxError", f"{name} is {shown(value)}, which selects nothing.",
            f"Write {wanted_by(step, one)}.", **step.where(name),
        )  # fmt: skip
        return
    found = reading.find(chosen, step.where(name))
    if found is not None:
        _connect(step, name, one, one.port, found, reading)


def _wires(step: Step, name: str, one: Wires, value: Any, reading: Reading) -> None:
    entries = _entries(value)
    literals: dict[str, Any] = {}
    step.places[one.port] = name
    why = _why_not(one, value)
    if why:
        reading.troubles.add(
            "WorkflowSyntaxError", f"{name} is {why}.", f"Write {wanted_by(step, one)}.",
            **step.where(name),
        )  # fmt: skip
        return
    for own, item in entries:
        port = f"{one.port}.{own}" if own else one.port
        if own and not _names_a_wire(port):
            reading.troubles.add(
                "WorkflowSyntaxError", f"{name} has the name {shown(own)}.",
                "Use 1 to 64 letters.", **step.where(name),
            )  # fmt: skip
            continue
        chosen = selector(item)
        if chosen is not None:
            found = reading.find(chosen, step.where(name))
            if found is not None:
                _connect(step, name, one, port, found, reading)
        elif broken(step, name, item, reading):
            continue
        elif one.literals:
            literals[own] = item
        else:
            reading.troubles.add(
                "WorkflowSyntaxError", f"{name} holds {shown(item)}, which selects nothing.",
                f"Write {wanted_by(step, one)}.", **step.where(name),
            )  # fmt: skip
    if literals:
        step.places[one.literals] = name
        step.params[one.literals] = literals
        if one.order:
            step.params[one.order] = [own for own, _ in entries]


def _why_not(one: Wires, value: Any) -> str:
    """What is wrong with the form of a list or a mapping."""
    if one.named:
        return "" if isinstance(value, dict) else f"{shown(value)}, no object"
    return "empty" if one.required and value in ([], {}) else ""


def _entries(value: Any) -> list[tuple[str, Any]]:
    """The wires' names and what they select; a lone selector is a list of one."""
    if isinstance(value, dict):
        return [(str(key), item) for key, item in value.items()]
    return [("", item) for item in (value if isinstance(value, list) else [value])]


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
    wanted = one.kinds or port_kinds(step, one)
    if not found.source:
        no_use(step, name, reading)
        return
    if not meet(found.kinds, wanted):
        wrong_kind(step, name, found.kinds, wanted, reading)
        return
    if found.ours is not None and not target.takes(found.ours):
        wrong_value(step, name, found.ours, target, reading)
        return
    if found.input is not None:
        found.input.ports.append(target.kinds)
        found.input.taken.append(one.kinds or shown_kinds(target.kinds))
    step.places.setdefault(target.name, name)
    step.inputs.setdefault(port, []).append(found.source)
