"""Scatters an operator's outcomes: to ports, and into the elements of a fan-out.

`None` ends the branch for its element, a `Failure` fails it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.contracts.operator import Failure
from runtime.contracts.values import Anchor
from runtime.engine.batch import Batch, NodeResult

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.values import Each, Value
    from runtime.engine.gather import Elements
    from runtime.engine.lineage import Key
    from runtime.engine.plan import Step


def scatter(step: Step, elements: Elements, outcomes: Sequence[Any]) -> NodeResult:
    """What the operator answered, by port and element."""
    errors = dict(elements.errors)
    anchors: dict[Key, Anchor] = {}
    items: dict[str, dict[Key, Value]] = {name: {} for name in step.operator.outputs}
    for key, outcome in zip(elements.keys, outcomes, strict=True):
        if isinstance(outcome, Failure):
            errors[key] = outcome.error
            continue
        if outcome is None:
            continue
        for name, port in step.operator.outputs.items():
            value = getattr(outcome, name)
            if value is None:
                continue
            if port.fans_out:
                _fan_out(value, key, items[name], anchors)
            else:
                items[name][key] = value
    outputs = {
        name: Batch((*step.lineage, step.id) if port.fans_out else step.lineage, items[name])
        for name, port in step.operator.outputs.items()
    }
    return NodeResult(outputs=outputs, errors=errors, lineage=step.lineage, anchors=anchors)


def _fan_out(
    each: Each[Value], key: Key, items: dict[Key, Value], anchors: dict[Key, Anchor]
) -> None:
    for index, value in enumerate(each.values):
        child = (*key, index)
        if value is not None:
            items[child] = value
        anchors[child] = each.anchors[index] if index < len(each.anchors) else Anchor()
