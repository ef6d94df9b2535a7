"""What may be wrong with one field, in a sentence with its cure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.kinds import kinds_of_port
from builder.formats.roboflow.params import is_lookalike, kinds_of_param
from builder.formats.roboflow.selectors import LEGAL, is_broken
from builder.formats.roboflow.trouble import GRAPH, clip, listed, shown
from runtime.contracts.blocks import ModelField, Setting, Wire, Wires
from runtime.contracts.kinds import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.formats.roboflow.reading import Reading, Step
    from runtime.contracts.blocks import Field
    from runtime.contracts.catalogue import InputPort


def broken(step: Step, name: str, value: Any, reading: Reading) -> bool:
    """Whether a literal was meant as something else, after saying so."""
    if is_lookalike(value):
        reading.troubles.add(
            "WorkflowSyntaxError", f"{name} is {shown(value)}, which is how graphs here refer to "
            "values.", "Write a selector, such as $inputs.name.", **step.where(name),
        )  # fmt: skip
        return True
    if not is_broken(value):
        return False
    reading.troubles.add(
        "WorkflowSyntaxError", f"{shown(value)} is no selector.",
        f"Write $inputs.name or $steps.name.property. {LEGAL}",
        **step.where(name),
    )  # fmt: skip
    return True


def wanted_by(step: Step, one: Field) -> str:
    """What a field takes."""
    match one:
        case Wire():
            return f"a selector of {listed(one.kinds or port_kinds(step, one))}"
        case Wires():
            return "selectors, such as $steps.name.property"
        case Setting():
            return f"a literal or a selector of {listed(one.kinds or kinds_of_param(step, one))}"
        case ModelField():
            return "the id of a model"
        case _:
            return "a list of steps, such as $steps.name"


def port_kinds(step: Step, one: Wire | Wires) -> tuple[str, ...]:
    """Their kinds for the port that a field ends on."""
    return kinds_of_port(step.operator.inputs[one.port].kinds)


def no_use(step: Step, name: str, reading: Reading) -> None:
    """Say that nothing but an answer knows the run."""
    reading.troubles.add(
        "ReferenceTypeError", f"{name} selects the run's id, which is only known to an answer.",
        "Select it in outputs.", context=GRAPH, **step.where(name),
    )  # fmt: skip


def wrong_kind(
    step: Step, name: str, given: Sequence[str], wanted: Sequence[str], reading: Reading
) -> None:
    """Say that their kinds do not meet."""
    reading.troubles.add(
        "ReferenceTypeError", f"{name} of {clip(step.raw.name)} takes {listed(wanted)}; "
        f"{shown(step.raw.fields.get(name))} gives {listed(given)}.",
        "Select a property of one of these kinds.", context=GRAPH, **step.where(name),
    )  # fmt: skip


def wrong_value(
    step: Step, name: str, given: frozenset[str], target: InputPort, reading: Reading
) -> None:
    """Say that our port takes another kind of value."""
    reading.troubles.add(
        "ReferenceTypeError", f"{name} of {clip(step.raw.name)} takes {phrase(target.kinds)} here; "
        f"{shown(step.raw.fields.get(name))} gives {phrase(given)}.",
        "Select another property, or put a step between that makes one.", context=GRAPH,
        **step.where(name),
    )  # fmt: skip
