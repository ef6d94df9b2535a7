"""The outputs of a definition: what each selects, and in whose coordinates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from builder.formats.roboflow.hidden import SECRET
from builder.formats.roboflow.kinds import usual_kinds
from builder.formats.roboflow.selectors import ALL, LEGAL, PropertySelector, StepSelector, selector
from builder.formats.roboflow.trouble import NAMES, Troubles, clip, did_you_mean, shown
from runtime.contracts.blocks import ModelField, Out
from runtime.contracts.graph import ALL_PORTS, GraphOutput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from builder.formats.roboflow.reading import Reading, Step
    from runtime.contracts.blocks import Block

FORM = "JsonField"
_FIELDS = ("type", "name", "selector", "coordinates_system")
_SYSTEMS = ("parent", "own")
Coordinates = Literal["parent", "own"]


@dataclass(frozen=True)
class Answer:
    """One entry of an answer, as the definition asks for it."""

    name: str
    source: str
    """As graphs write it; empty for a run's id, `node.*` for everything a step gives."""
    coordinates: Coordinates
    kinds: tuple[str, ...]
    out: Out | None = None
    """The block's property; None for `.*` and for an echo of an input, unless that is a secret."""
    block: Block | None = None
    """Of a step's property, or all of them: what the step is."""
    step: str = ""
    """The node of a property that no port of it gives, such as the run's id."""
    model: str = ""
    """The step's model, as the definition names it."""

    def graph_output(self) -> GraphOutput | None:
        """As our graphs have it; None for a run's id, which no node gives, and without a name."""
        if not self.source or not self.name:
            return None
        own: Coordinates | None = "own" if self.coordinates == "own" else None
        return GraphOutput(name=self.name, source=self.source, coordinates=own or "parent")


def answers_of(entries: Iterable[Mapping[str, Any]], reading: Reading) -> list[Answer]:
    """What the outputs select."""
    found: dict[str, Answer] = {}
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        name = _name(entry, index, reading.troubles)
        if name is None:
            continue
        if name in seen:
            reading.troubles.add(
                "DuplicatedNameError", f"Two outputs are named {clip(name)}.",
                "Give each output a name of its own.", context=NAMES,
            )  # fmt: skip
            continue
        seen.add(name)
        answer = _answer(entry, name, reading)
        if answer is not None:
            found[name] = answer
    return list(found.values())


def _name(entry: Mapping[str, Any], index: int, troubles: Troubles) -> str | None:
    if entry.get("type") != FORM:
        troubles.add(
            "WorkflowSyntaxError", f"outputs[{index}] has the type {shown(entry.get('type'))}.",
            f"Write {FORM}; there is no other.",
        )  # fmt: skip
        return None
    name = entry.get("name")
    if not isinstance(name, str) or len(name) > 64:
        troubles.add(
            "WorkflowSyntaxError", f"outputs[{index}] has the name {shown(name)}.",
            "Give it a name, a text of at most 64 characters.",
        )  # fmt: skip
        return None
    for key in entry:
        if key not in _FIELDS:
            troubles.add(
                "WorkflowSyntaxError", f"The output {clip(name)} has the field {clip(key)}, which "
                "outputs do not have.", did_you_mean(key, _FIELDS, "Their fields are"),
                property_name=clip(key),
            )  # fmt: skip
    return name


def _answer(entry: Mapping[str, Any], name: str, reading: Reading) -> Answer | None:
    where = {"block_id": name, "block_type": FORM, "property_name": "selector"}
    system = entry.get("coordinates_system", "parent")
    if system not in _SYSTEMS:
        reading.troubles.add(
            "WorkflowSyntaxError", f"The output {clip(name)} has the coordinates_system "
            f"{shown(system)}.", "Write parent, the picture that came in, or own.",
            **{**where, "property_name": "coordinates_system"},
        )  # fmt: skip
        system = "parent"
    chosen = selector(entry.get("selector"))
    if chosen is None or isinstance(chosen, StepSelector):
        reading.troubles.add(
            "InvalidReferenceTargetError", f"The output {clip(name)} selects "
            f"{shown(entry.get('selector'))}, which is no value.",
            f"Write $steps.name.property, $steps.name.* or $inputs.name. {LEGAL}", **where,
        )  # fmt: skip
        return None
    if isinstance(chosen, PropertySelector) and chosen.property == ALL:
        step = reading.step(chosen.name, str(chosen), where)
        if step is None:
            return None
        source = f"{step.node}.{ALL_PORTS}"
        return Answer(name, source, system, ("*",), block=step.block, model=_model_of(step))
    before = len(reading.troubles.found)
    found = reading.find(chosen, where)
    if found is None:
        _as_target_error(reading.troubles, before)
        return None
    kinds = found.kinds
    if found.out is not None and found.ours:
        kinds = found.out.kinds or usual_kinds(found.ours)
    if found.source:
        hidden = Out("", kinds, SECRET) if found.input and SECRET in found.input.kinds else None
        return Answer(name, found.source, system, kinds, found.out or hidden)
    step = reading.steps[chosen.name]
    return Answer(name, "", system, kinds, found.out, step.block, step.node, _model_of(step))


def _model_of(step: Step) -> str:
    """Its id as the step writes it, else ours."""
    for own, one in step.block.fields.items():
        given = step.written(own, one) if isinstance(one, ModelField) else None
        if given is not None and isinstance(given[1], str) and selector(given[1]) is None:
            return given[1]
    return step.model.id if step.model is not None else ""


def _as_target_error(troubles: Troubles, before: int) -> None:
    """Their server has another name for a missing property where an output selects it."""
    troubles.found[before:] = [
        replace(one, error_type="InvalidReferenceTargetError") for one in troubles.found[before:]
    ]
