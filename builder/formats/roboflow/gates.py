"""Flow control: fields that name the steps that run only where a condition holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.selectors import StepSelector, selector
from builder.formats.roboflow.trouble import GRAPH, clip, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.formats.roboflow.reading import Reading, Step
    from runtime.contracts.blocks import CaseSteps, NextSteps


def read_next_steps(step: Step, name: str, one: NextSteps, value: Any, reading: Reading) -> None:
    """Let the named steps wait for the gate."""
    if not isinstance(value, list):
        reading.troubles.add(
            "WorkflowSyntaxError", f"{name} is {shown(value)}, which is no list.",
            'Write a list of steps, such as ["$steps.name"].', **step.where(name),
        )  # fmt: skip
        return
    _let(step, name, one.gate, value, reading)


def read_cases(step: Step, name: str, one: CaseSteps, value: Any, reading: Reading) -> None:
    """Keep the cases in order, and let the steps of each wait for its gate."""
    if not isinstance(value, dict):
        reading.troubles.add(
            "WorkflowSyntaxError", f"{name} is {shown(value)}, which is no mapping.",
            'Write an object of values and steps, such as {"yes": "$steps.name"}.',
            **step.where(name),
        )  # fmt: skip
        return
    if len(value) > len(one.gates):
        reading.troubles.add(
            "ControlFlowDefinitionError", f"{name} has {len(value)} cases; at most "
            f"{len(one.gates)} are taken.", "Put a second step behind its default.",
            **step.where(name),
        )  # fmt: skip
        return
    step.places[one.param] = name
    step.params[one.param] = list(value)
    for gate, targets in zip(one.gates, value.values(), strict=False):
        _let(step, name, gate, targets if isinstance(targets, list) else [targets], reading)


def _let(step: Step, name: str, gate: str, targets: Iterable[Any], reading: Reading) -> None:
    for item in targets:
        chosen = selector(item)
        if not isinstance(chosen, StepSelector):
            reading.troubles.add(
                "ControlFlowDefinitionError", f"{name} holds {shown(item)}, which names no step.",
                f"Write $steps.{clip(getattr(chosen, 'name', 'name'))}.", context=GRAPH,
                **step.where(name),
            )  # fmt: skip
            continue
        target = reading.step(chosen.name, str(chosen), step.where(name))
        if target is not None:
            waits = reading.gates.setdefault(target.raw.name, {})
            opened = waits.setdefault(step.node, [])
            source = f"{step.node}.{gate}"
            if source not in opened:
                opened.append(source)
