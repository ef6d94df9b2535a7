"""A node as Clarifai says it: an operator, and the names of the nodes that it waits for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import InvalidGraphError, Problem
from runtime.contracts.graph import IN, is_reference, split_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True)
class Node:
    """One node of a workflow. Wires have no port names: `waits_for` is Clarifai's node_inputs."""

    id: str
    operator: str
    params: Mapping[str, Any] = field(default_factory=dict)
    model: Mapping[str, Any] | None = None
    waits_for: tuple[str, ...] = ()
    suppressed: bool = False
    """Whether the answer leaves out what this node computes."""

    def refers_to(self) -> list[str]:
        """The sources that parameters follow."""
        return [value["$ref"] for value in self.params.values() if is_reference(value)]

    def before(self) -> tuple[str, ...]:
        """Every node it waits for: those it names, then those its parameters follow."""
        referred = [parts[0] for parts in map(split_source, self.refers_to()) if parts]
        return tuple(name for name in dict.fromkeys((*self.waits_for, *referred)) if name != IN)


def in_order(nodes: Sequence[Node]) -> list[Node]:
    """The nodes so that each follows those it waits for, else in their order; without a loop's."""
    known = {node.id for node in nodes}
    placed: set[str] = set()
    ordered: list[Node] = []
    remaining = list(nodes)
    while remaining:
        waiting = (node for node in remaining if placed.issuperset(known & {*node.before()}))
        ready = next(waiting, None)
        if ready is None:
            break
        remaining.remove(ready)
        ordered.append(ready)
        placed.add(ready.id)
    return ordered


def refuse(problems: Iterable[Problem]) -> None:
    """Raise an `InvalidGraphError` with all the problems, if there are any."""
    found = list(problems)
    if not found:
        return
    first, more = found[0], len(found) - 1
    tail = f" There {'is' if more == 1 else 'are'} {more} more." if more else ""
    raise InvalidGraphError(
        f"{first.message} {first.cure}{tail}", problems=[problem.as_json() for problem in found]
    )
