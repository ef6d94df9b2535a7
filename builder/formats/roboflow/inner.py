"""Inner workflows: a step that is a definition itself is replaced by the steps of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.blocks import INNER_WORKFLOW
from builder.formats.roboflow.definition import Parts, check_depth, parts_of
from builder.formats.roboflow.inputs import PARAMETERS
from builder.formats.roboflow.selectors import (
    ALL,
    InputSelector,
    PropertySelector,
    StepSelector,
    selector,
)
from builder.formats.roboflow.trouble import INNER, Troubles, clip, did_you_mean, listed, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from builder.formats.roboflow.room import Room

Saved = Callable[[str, str, str | None], object]
"""The definition of a saved workflow: workspace, workflow id, version id; None for none."""

MOST_DEPTH = 4
MOST_INNER = 32
FIELDS = ("execution_mode", "remote_target", "workflow_definition", "workflow_workspace_id",
          "workflow_id", "workflow_version_id", "parameter_bindings")  # fmt: skip


@dataclass
class Inliner:
    """Replaces inner workflows all the way down."""

    saved: Saved | None
    troubles: Troubles
    room: Room
    count: int = 0

    def inline(self, parts: Parts, trail: tuple[str, ...] = ()) -> Parts:
        """The same definition without inner workflows; `trail` names those around it."""
        steps: list[Mapping[str, Any]] = []
        replaced: dict[str, _Replaced] = {}
        taken = {str(step.get("name")) for step in parts.steps}
        for step in parts.steps:
            name = step.get("name")
            if step.get("type") != INNER_WORKFLOW or not isinstance(name, str) or not name:
                steps.append(step)
                continue
            one = self._open(name, step, taken, trail)
            replaced[name] = one
            steps.extend(one.steps)
        if not replaced:
            return parts
        led = _Led(replaced, self.troubles, self.room)
        return Parts(
            parts.inputs,
            [led.rewritten(step) for step in steps],
            [led.rewritten(output) for output in parts.outputs],
        )

    def _open(
        self, name: str, step: Mapping[str, Any], taken: set[str], trail: tuple[str, ...]
    ) -> _Replaced:
        self._check_fields(name, step)
        self.count += 1
        if self.count > MOST_INNER:
            self._bad("InnerWorkflowTotalCountError", name, f"There are more than {MOST_INNER} "
                      "inner workflows.", "Use fewer.")  # fmt: skip
            self.troubles.refuse()
        if len(trail) >= MOST_DEPTH:
            self._bad("InnerWorkflowNestingDepthError", name, f"Inner workflows lie more than "
                      f"{MOST_DEPTH} deep.", "Move the innermost steps out.")  # fmt: skip
            self.troubles.refuse()
        document, key = self._document(name, step, trail)
        if document is None:
            return _Replaced([], {}, (), unread=True)
        inside = self.inline(self._parts(document, name), (*trail, key))
        bound = self._bound(name, step, inside)
        names = _names(name, inside.steps, taken)
        steps = [_moved(one, names, bound, self.room) for one in inside.steps]
        outputs = {
            str(output.get("name")): _rewrite(output.get("selector"), names, bound, self.room)
            for output in inside.outputs
        }
        return _Replaced(steps, outputs, _entries(steps))

    def _parts(self, document: object, name: str) -> Parts:
        check_depth(document, self.troubles)
        return parts_of(document, self.troubles, name)

    def _document(
        self, name: str, step: Mapping[str, Any], trail: tuple[str, ...]
    ) -> tuple[object | None, str]:
        given = step.get("workflow_definition")
        if given is not None:
            return given, f"{name} (inline)"
        workspace, workflow = step.get("workflow_workspace_id"), step.get("workflow_id")
        version = step.get("workflow_version_id")
        if not isinstance(workspace, str) or not isinstance(workflow, str):
            self._bad("InnerWorkflowInvalidStepEntryError", name, f"{clip(name)} says neither "
                      "which workflow it runs nor what it is.", "Add workflow_definition, or "
                      "workflow_workspace_id and workflow_id.")  # fmt: skip
            return None, ""
        key = f"{workspace}/{workflow}" + (f"@{version}" if version else "")
        if key in trail:
            path = " → ".join(clip(one, 40) for one in (*trail, key))
            self._bad("InnerWorkflowCompositionCycleError", name, "Workflows hold one another in a "
                      f"loop: {path}.", "Take one of these steps out.")  # fmt: skip
            self.troubles.refuse()
        found = self.saved(workspace, workflow, version if isinstance(version, str) else None) if (
            self.saved) else None  # fmt: skip
        if found is None:
            self._bad("InnerWorkflowInvalidStepEntryError", name, f"The workflow {clip(key)} does "
                      "not exist here, or you may not run it.", "Correct the ids, or write the "
                      "definition into workflow_definition.")  # fmt: skip
        self.room.take(found)
        return found, key

    def _bound(self, name: str, step: Mapping[str, Any], inside: Parts) -> dict[str, Any]:
        """What each input of the inner workflow is outside."""
        given = step.get("parameter_bindings") or {}
        bound = dict(given) if isinstance(given, dict) else {}
        if not isinstance(given, dict):
            self._bad("InnerWorkflowParameterBindingsError", name, f"parameter_bindings is "
                      f"{shown(given)}.", "Write an object of inputs and selectors.")  # fmt: skip
        inputs = {str(one.get("name")): one for one in inside.inputs}
        for key in [key for key in bound if key not in inputs]:
            self._bad("InnerWorkflowParameterBindingsUnknownInputError", name,
                      f"parameter_bindings names "
                      f"{clip(str(key))}, which is no input of the inner workflow.",
                      did_you_mean(str(key), inputs, "Its inputs are"))  # fmt: skip
        for key, one in inputs.items():
            if key in bound:
                continue
            bound[key] = one.get("default_value")
            if one.get("type") not in PARAMETERS:
                self._bad("InnerWorkflowParameterBindingsMissingRequiredError", name,
                          f"parameter_bindings lacks "
                          f"{clip(key)}, an input of the inner workflow.",
                          f"Bind {clip(key)} to a selector.")  # fmt: skip
        return bound

    def _check_fields(self, name: str, step: Mapping[str, Any]) -> None:
        for key in step:
            if key not in ("name", "type", *FIELDS):
                self._bad("WorkflowSyntaxError", name, f"{INNER_WORKFLOW} has no field "
                          f"{clip(key)}.", did_you_mean(key, FIELDS, "Its fields are"),
                          key)  # fmt: skip

    def _bad(self, kind: str, name: str, message: str, cure: str, key: str | None = None) -> None:
        self.troubles.add(kind, message, cure, context=INNER, block_id=name,
                          block_type=INNER_WORKFLOW, property_name=key)  # fmt: skip


@dataclass(frozen=True)
class _Replaced:
    """What an inner workflow became."""

    steps: Sequence[Mapping[str, Any]]
    outputs: Mapping[str, Any]
    entries: tuple[str, ...]
    """Its steps that wait for none of its others: they wait for what the whole waits for."""
    unread: bool = False


@dataclass
class _Led:
    """Leads what named an inner workflow to what it became."""

    replaced: Mapping[str, _Replaced]
    troubles: Troubles
    room: Room
    told: set[str] = field(default_factory=set)

    def rewritten(self, entry: Mapping[str, Any]) -> Any:
        """A step or an output."""
        where = {"block_id": str(entry.get("name")), "block_type": str(entry.get("type"))}
        return {
            key: value if key in ("name", "type") else self._value(value, where)
            for key, value in entry.items()
        }

    def _value(self, value: Any, where: Mapping[str, Any]) -> Any:
        if isinstance(value, dict):
            return {key: self._value(one, where) for key, one in value.items()}
        if isinstance(value, list):
            return [new for one in value for new in self._listed(one, where)]
        chosen = selector(value)
        if isinstance(chosen, PropertySelector) and chosen.name in self.replaced:
            return self._output(chosen, where)
        if isinstance(chosen, StepSelector) and chosen.name in self.replaced:
            return self._listed(value, where)
        return value

    def _listed(self, value: Any, where: Mapping[str, Any]) -> list[Any]:
        chosen = selector(value)
        if isinstance(chosen, StepSelector) and chosen.name in self.replaced:
            entries = [f"$steps.{name}" for name in self.replaced[chosen.name].entries]
            self.room.take(entries)
            return entries
        return [self._value(value, where)]

    def _output(self, chosen: PropertySelector, where: Mapping[str, Any]) -> Any:
        one = self.replaced[chosen.name]
        if chosen.property in one.outputs:
            self.room.take(one.outputs[chosen.property])
            return one.outputs[chosen.property]
        told = f"{where['block_id']} {chosen}"
        if not one.unread and told not in self.told:
            self.told.add(told)
            cure = (
                f"Select one of them: {listed(one.outputs)}." if chosen.property == ALL
                else did_you_mean(chosen.property, one.outputs, "Its outputs are")
            )  # fmt: skip
            self.troubles.add(
                "InvalidReferenceTargetError", f"{clip(str(chosen))} names no output of the inner "
                "workflow.", cure, context=INNER, **where,
            )  # fmt: skip
        return None


def _names(outer: str, steps: Sequence[Mapping[str, Any]], taken: set[str]) -> dict[str, str]:
    """The name of each inner step outside: that of the inner workflow, then its own."""
    names: dict[str, str] = {}
    for step in steps:
        own = step.get("name")
        if not isinstance(own, str) or own in names:
            continue
        base = name = f"{outer}__{own}"
        again = 2
        while name in taken:
            name, again = f"{base}__{again}", again + 1
        taken.add(name)
        names[own] = name
    return names


def _moved(
    step: Mapping[str, Any], names: Mapping[str, str], bound: Mapping[str, Any], room: Room
) -> Any:
    moved = {
        key: value if key in ("name", "type") else _rewrite(value, names, bound, room)
        for key, value in step.items()
    }
    if isinstance(step.get("name"), str):
        moved["name"] = names[step["name"]]
    return moved


def _rewrite(value: Any, names: Mapping[str, str], bound: Mapping[str, Any], room: Room) -> Any:
    if isinstance(value, dict):
        return {key: _rewrite(one, names, bound, room) for key, one in value.items()}
    if isinstance(value, list):
        return [_rewrite(one, names, bound, room) for one in value]
    match selector(value):
        case InputSelector(name) if name in bound:
            room.take(bound[name])
            return bound[name]
        case StepSelector(name) if name in names:
            return f"$steps.{names[name]}"
        case PropertySelector(name, wanted) if name in names:
            return f"$steps.{names[name]}.{wanted}"
    return value


def _entries(steps: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    names = {step.get("name") for step in steps}
    return tuple(
        str(step["name"]) for step in steps
        if "name" in step and not (_named(step) & (names - {step["name"]}))
    )  # fmt: skip


def _named(value: Any) -> set[Any]:
    """The steps that a value names anywhere."""
    if isinstance(value, dict):
        return {name for one in value.values() for name in _named(one)}
    if isinstance(value, list):
        return {name for one in value for name in _named(one)}
    chosen = selector(value)
    return {chosen.name} if isinstance(chosen, PropertySelector) else set()
