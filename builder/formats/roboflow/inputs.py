"""The inputs of a definition, and which inputs of ours they become."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.kinds import (
    KNOWN,
    WILDCARD,
    batch_type,
    parameter_type,
    type_of_value,
)
from builder.formats.roboflow.trouble import NAMES, Troubles, clip, did_you_mean, shown
from runtime.contracts.graph import GraphInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

IMAGES = ("WorkflowImage", "InferenceImage")
PARAMETERS = ("WorkflowParameter", "InferenceParameter")
BATCH = "WorkflowBatchInput"
VIDEO = "WorkflowVideoMetadata"
_FIELDS = {
    **dict.fromkeys(IMAGES, ("kind", "dimensionality")),
    **dict.fromkeys(PARAMETERS, ("kind", "dimensionality", "default_value")),
    BATCH: ("kind", "dimensionality"),
    VIDEO: ("kind", "dimensionality"),
}
MOST_LEVELS = 4
MOST_NAME = 64


@dataclass
class Input:
    """An input of a definition, and what takes it."""

    name: str
    form: str
    kinds: tuple[str, ...]
    levels: int = 1
    default: Any = None
    params: set[str] = field(default_factory=set)
    """The types of the parameters that follow it."""
    ports: list[frozenset[str]] = field(default_factory=list)
    """The kinds of the ports that it is wired to."""
    taken: list[tuple[str, ...]] = field(default_factory=list)
    """Their kinds for each field that selects it."""

    def graph_input(self) -> GraphInput:
        """As our graphs have it."""
        return GraphInput.model_validate({
            "name": self.name, "type": self.type, "default": self.default, "levels": self.levels,
        })  # fmt: skip

    @property
    def type(self) -> str:
        """Its type in our graphs: as its kind says, else its default, else what takes it."""
        if self.form in IMAGES:
            return "image"
        if self.form == VIDEO:
            return "json"
        wired = frozenset.intersection(*self.ports) if self.ports else frozenset()
        if self.form == BATCH:
            sent = batch_type(self.kinds)
            return "any" if sent == "string" and wired == {"text"} else sent
        told = parameter_type(self.kinds) or type_of_value(self.default)
        if told in (None, "string") and not self.params and wired == {"text"}:
            return "text"
        if told is not None:
            return told
        only = next(iter(self.params)) if len(self.params) == 1 else "any"
        if only == "any" and not self.params and len(wired) == 1:
            only = {"json": "dict"}.get(kind := next(iter(wired)), kind)
            return only if only in ("string", "number", "boolean", "list", "dict") else "any"
        return only


def inputs_of(entries: Iterable[Mapping[str, Any]], troubles: Troubles) -> dict[str, Input]:
    """The inputs by name."""
    found: dict[str, Input] = {}
    for index, entry in enumerate(entries):
        one = _input(entry, index, troubles)
        if one is None:
            continue
        if one.name in found:
            troubles.add(
                "DuplicatedNameError", f"Two inputs are named {clip(one.name)}.",
                "Give each input a name of its own.", context=NAMES,
            )  # fmt: skip
        found.setdefault(one.name, one)
    return found


def _input(entry: Mapping[str, Any], index: int, troubles: Troubles) -> Input | None:
    form, name = entry.get("type"), entry.get("name")
    if not isinstance(form, str) or form not in _FIELDS:
        troubles.add(
            "WorkflowSyntaxError", f"inputs[{index}] has the type {shown(form)}, which is none.",
            did_you_mean(str(form), _FIELDS, "The types of inputs are"),
        )  # fmt: skip
        return None
    try:
        GraphInput.model_validate({"name": name, "type": "image"})
    except ValueError:
        troubles.add(
            "WorkflowSyntaxError", f"inputs[{index}] has the name {shown(name)}, which no selector "
            "can say.", f"Use up to {MOST_NAME} letters, digits, _ and -.",
        )  # fmt: skip
        return None
    assert isinstance(name, str)
    for key in entry:
        if key not in ("type", "name", *_FIELDS[form]):
            troubles.add(
                "WorkflowSyntaxError", f"The input {name} has the field {clip(key)}, which a "
                f"{form} does not have.",
                did_you_mean(key, ("type", "name", *_FIELDS[form]), "Its fields are"),
                property_name=key,
            )  # fmt: skip
    levels = _levels(entry, name, troubles) if form == BATCH else 1
    return Input(name, form, _kinds(entry, form, name, troubles), levels,
                 entry.get("default_value") if form in PARAMETERS else None)  # fmt: skip


def _levels(entry: Mapping[str, Any], name: str, troubles: Troubles) -> int:
    levels = entry.get("dimensionality", 1)
    if isinstance(levels, bool) or not isinstance(levels, int) or not 1 <= levels <= MOST_LEVELS:
        troubles.add(
            "WorkflowSyntaxError", f"The input {name} has the dimensionality {shown(levels)}.",
            f"Use a whole number from 1 to {MOST_LEVELS}.", property_name="dimensionality",
        )  # fmt: skip
        return 1
    return levels


def _kinds(entry: Mapping[str, Any], form: str, name: str, troubles: Troubles) -> tuple[str, ...]:
    if form in IMAGES:
        return ("image",)
    if form == VIDEO:
        return ("video_metadata",)
    given = entry.get("kind")
    if given is None:
        return (WILDCARD,)
    names = [one.get("name") if isinstance(one, dict) else one for one in given] if isinstance(
        given, list) else [given]  # fmt: skip
    found: list[str] = []
    for kind in names:
        if isinstance(kind, str) and kind in KNOWN:
            found.append(kind)
            continue
        troubles.add(
            "WorkflowSyntaxError", f"The input {name} has the kind {shown(kind)}, which is none.",
            did_you_mean(str(kind), KNOWN, "The kinds are"), property_name="kind",
        )  # fmt: skip
    return tuple(found) or (WILDCARD,)
