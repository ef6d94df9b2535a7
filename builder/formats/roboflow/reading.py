"""A definition while it is read: its steps, its inputs, and where every selector leads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.kinds import kinds_of_port
from builder.formats.roboflow.selectors import (
    ALL,
    InputSelector,
    PropertySelector,
    StepSelector,
    selector,
)
from builder.formats.roboflow.trouble import GRAPH, clip, did_you_mean
from runtime.contracts.blocks import ModelField, Wire
from runtime.contracts.graph import IN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from builder.formats.roboflow.definition import RawStep
    from builder.formats.roboflow.inputs import Input
    from builder.formats.roboflow.selectors import Selector
    from builder.formats.roboflow.trouble import Troubles
    from runtime.contracts.blocks import Block, Field, Out
    from runtime.contracts.catalogue import Operator
    from runtime.contracts.graph import ModelRef

PICTURE = "image"
PICTURE_FIELDS = ("image", "images")


@dataclass
class Step:
    """A step, the operator that stands for it, and the node that it becomes."""

    raw: RawStep
    operator: Operator
    block: Block
    node: str
    model: ModelRef | None = None
    params: dict[str, Any] = field(default_factory=dict)
    inputs: dict[str, list[str]] = field(default_factory=dict)
    when: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    """Our parameter or port -> the field as it is written."""

    def where(self, name: str | None = None) -> dict[str, Any]:
        """For a trouble: the step, its type, and one of its fields."""
        return {"block_id": self.raw.name, "block_type": self.raw.type, "property_name": name}

    def written(self, own: str, one: Field) -> tuple[str, Any] | None:
        """A field's value and the name it is given by; the newest name first."""
        for name in (own, *one.also):
            if name in self.raw.fields:
                return name, self.raw.fields[name]
        return None


@dataclass(frozen=True)
class Found:
    """What a selector leads to."""

    source: str
    kinds: tuple[str, ...]
    """In their words."""
    ours: frozenset[str] | None
    """Kinds of value; None for an input whose type its uses decide."""
    out: Out | None = None
    input: Input | None = None


@dataclass
class Reading:
    """All that is known while a definition is read."""

    inputs: Mapping[str, Input]
    steps: Mapping[str, Step]
    unread: frozenset[str]
    """Steps whose type is unknown: nothing is said of what they give."""
    model: Callable[[str], ModelRef | None]
    values: Mapping[str, Any]
    troubles: Troubles
    gates: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """For each step that waits: the gates that let it run, by the node whose gates they are."""

    def value_of(self, one: Input) -> Any:
        """What the call brings for a parameter, else its default."""
        value = self.values.get(one.name)
        return one.default if value is None else value

    def find(self, chosen: Selector, where: Mapping[str, Any], trail: int = 0) -> Found | None:
        """Where a selector leads; None after saying that it leads nowhere."""
        if isinstance(chosen, InputSelector):
            return self._input(chosen, where)
        if isinstance(chosen, StepSelector):
            self._bad(
                "ReferenceTypeError", f"{clip(str(chosen))} names a step, not what it gives.",
                f"Add a property: {self._first_property(chosen)}.", where,
            )  # fmt: skip
            return None
        return self._property(chosen, where, trail)

    def step(self, name: str, told: str, where: Mapping[str, Any]) -> Step | None:
        """A step by its name; None after saying that there is none."""
        found = self.steps.get(name)
        if found is None and name not in self.unread:
            self._bad(
                "InvalidReferenceTargetError", f"{clip(told)} names the step {clip(name)}, which "
                "does not exist.",
                did_you_mean(name, [*self.steps, *self.unread], "The steps are"), where,
            )  # fmt: skip
        return found

    def _input(self, chosen: InputSelector, where: Mapping[str, Any]) -> Found | None:
        one = self.inputs.get(chosen.name)
        if one is None:
            self._bad(
                "InvalidReferenceTargetError", f"{clip(str(chosen))} names an input that does not "
                "exist.", did_you_mean(chosen.name, self.inputs, "The inputs are"), where,
            )  # fmt: skip
            return None
        return Found(f"{IN}.{one.name}", one.kinds, None, input=one)

    def _property(
        self, chosen: PropertySelector, where: Mapping[str, Any], trail: int
    ) -> Found | None:
        step = self.step(chosen.name, str(chosen), where)
        if step is None or chosen.property == ALL:
            if step is not None:
                self._bad(
                    "ReferenceTypeError", f"{clip(str(chosen))} names everything that the step "
                    "gives, which only an output can show.",
                    f"Name one: {self._first_property(chosen)}.", where,
                )  # fmt: skip
            return None
        out = step.block.out(chosen.property, step.raw.fields)
        if out is None:
            echoed = self._picture_of(step, chosen, where, trail)
            if echoed is not None or self._looks_at_pictures(step, chosen):
                return echoed
            self._bad(
                "ExecutionGraphStructureError", f"{clip(chosen.name)} ({step.raw.type}) gives no "
                f"{clip(chosen.property)}.",
                did_you_mean(
                    chosen.property, step.block.outputs_of(step.raw.fields), "It gives"
                ), where,
            )  # fmt: skip
            return None
        if not out.port:
            return Found("", out.kinds, frozenset(), out)
        ours = step.operator.outputs[out.port].kinds
        return Found(f"{step.node}.{out.port}", out.kinds or kinds_of_port(ours), ours, out)

    def _looks_at_pictures(self, step: Step, chosen: PropertySelector) -> bool:
        return chosen.property == PICTURE and _picture_field(step) is not None

    def _picture_of(
        self, step: Step, chosen: PropertySelector, where: Mapping[str, Any], trail: int
    ) -> Found | None:
        """What a model looked at: an old property of models, which is gone from their engine."""
        looks = _picture_field(step) if chosen.property == PICTURE else None
        given = step.written(*looks) if looks else None
        source = selector(given[1]) if given else None
        if source is None or trail > len(self.steps):
            return None
        return self.find(source, where, trail + 1)

    def _first_property(self, chosen: StepSelector | PropertySelector) -> str:
        step = self.steps.get(chosen.name)
        names = list(step.block.outputs_of(step.raw.fields)) if step else []
        return f"$steps.{clip(chosen.name)}.{names[0] if names else 'property'}"

    def _bad(self, kind: str, message: str, cure: str, where: Mapping[str, Any]) -> None:
        self.troubles.add(kind, message, cure, context=GRAPH, **where)


def _picture_field(step: Step) -> tuple[str, Wire] | None:
    """The field of a model's step that says which picture it looks at."""
    fields = step.block.fields
    if step.operator.meta.task is None and not any(
        isinstance(one, ModelField) for one in fields.values()
    ):
        return None
    for own, one in fields.items():
        if isinstance(one, Wire) and {own, *one.also} & {*PICTURE_FIELDS}:
            return own, one
    return None
