"""The small graphs that the runs are made of: chains of sleeping, counting and prompting nodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Flow:
    """A workflow of the load, and how often it is chosen."""

    name: str
    steps: tuple[str | float, ...]
    share: float

    def graph(self) -> dict[str, Any]:
        return chain(self.steps)


def chain(steps: tuple[str | float, ...]) -> dict[str, Any]:
    """A number is a sleep of so many seconds; `count`, `prompt` and `poison` are themselves."""
    nodes: list[dict[str, Any]] = []
    source = "IN.text"
    for index, step in enumerate(steps):
        name = f"n{index}"
        node: dict[str, Any] = {"id": name, "inputs": {"text": [source]}}
        if isinstance(step, str):
            node |= _named(step, name)
        else:
            node |= {"operator": "chaos-sleep", "params": {"seconds": float(step)}}
        nodes.append(node)
        source = f"{name}.text"
    return {"schema": 1, "inputs": [{"name": "text", "type": "text"}], "nodes": nodes}


def _named(step: str, name: str) -> dict[str, Any]:
    if step == "count":
        return {"operator": "chaos-count", "params": {"node": name}}
    if step == "prompt":
        return {"operator": "prompter", "params": {"prompt_template": "{data.text.raw} and on"}}
    return {"operator": f"chaos-{step}"}


MIXED = (
    Flow("chaos-quick", ("count", "prompt", "count"), 3),
    Flow("chaos-one-nap", ("count", 0.4, "count", "prompt"), 4),
    Flow("chaos-naps", (0.8, "count", 0.8, "count", 0.8, "count"), 3),
    Flow("chaos-slow", ("count", 2.5, "count", 2.5, "prompt"), 2),
    Flow("chaos-past-the-lease", ("count", 18.0, "count", "prompt"), 0.3),
)
"""An ordinary day. The last one sleeps longer than a lease, so it lives by renewals alone."""

HARSH = (
    Flow("chaos-long-chain", ("count", 2.0, 2.0, "count", 2.0, 2.0, "count"), 3),
    Flow("chaos-steady", (1.5, "count", 1.5, 1.5, 1.5, 1.5), 1),
)
"""Long runs: a frozen worker wakes up while another one computes its runs."""

POISONED = Flow("chaos-poisoned", ("count", "poison", "count"), 0)
