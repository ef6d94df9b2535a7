"""Selectors: strings that name an input, a step or what a step gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

ALL = "*"
_FORM = re.compile(r"\$(inputs|steps)\.([^.]+)(?:\.([A-Za-z0-9_\-]+|\*))?")
_INPUT = re.compile(r"[A-Za-z0-9_\-]+")
LEGAL = (
    "Names of steps have any characters but a dot, names of inputs and properties letters, digits, "
    "_ and -."
)
_START = re.compile(r"\$(inputs|steps)\b")


@dataclass(frozen=True)
class InputSelector:
    """`$inputs.name`."""

    name: str

    def __str__(self) -> str:
        """As definitions write it."""
        return f"$inputs.{self.name}"


@dataclass(frozen=True)
class StepSelector:
    """`$steps.name`: the step itself, in flow control."""

    name: str

    def __str__(self) -> str:
        """As definitions write it."""
        return f"$steps.{self.name}"


@dataclass(frozen=True)
class PropertySelector:
    """`$steps.name.property`; the property `*` is all of them."""

    name: str
    property: str

    def __str__(self) -> str:
        """As definitions write it."""
        return f"$steps.{self.name}.{self.property}"


Selector = InputSelector | StepSelector | PropertySelector


def selector(value: Any) -> Selector | None:
    """The selector that a value is; None for a literal."""
    match = _FORM.fullmatch(value) if isinstance(value, str) else None
    if match is None or (match[1] == "inputs" and (match[3] or not _INPUT.fullmatch(match[2]))):
        return None
    if match[1] == "inputs":
        return InputSelector(match[2])
    return PropertySelector(match[2], match[3]) if match[3] else StepSelector(match[2])


def is_broken(value: Any) -> bool:
    """Whether a literal was meant as a selector."""
    return isinstance(value, str) and bool(_START.match(value)) and selector(value) is None
