"""What is wrong with a list of nodes before any wire is resolved."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from runtime.contracts.errors import Problem
from runtime.contracts.graph import IN
from runtime.contracts.limits import MAX_NODES
from runtime.contracts.node_ids import RULE, is_node_id, like_node_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from builder.formats.clarifai.nodes import Node
    from runtime.contracts.catalogue import Operator

MOST_CHARACTERS, MOST_NAMES = 100, 200
"""What a file of strangers may make a search for a like name look at."""


def shape_problems(nodes: Sequence[Node], catalogue: Mapping[str, Operator]) -> list[Problem]:
    """Every problem of names, numbers, operators and loops; wires are resolved only without."""
    return [
        *_numbers(nodes),
        *_names(nodes),
        *(problem for node in nodes for problem in _operator(node, catalogue)),
        *(problem for node in nodes for problem in _node_inputs(node, nodes)),
        *_loop(nodes),
    ]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """` Did you mean x?`, or nothing when no name is like it."""
    close = get_close_matches(name[:MOST_CHARACTERS], list(known)[:MOST_NAMES], n=1, cutoff=0.6)
    return f" Did you mean {close[0]}?" if close else ""


def _numbers(nodes: Sequence[Node]) -> Iterator[Problem]:
    if not nodes:
        yield Problem(None, None, "no_nodes", "The workflow has no nodes.", "Give it at least one.")
    if len(nodes) > MAX_NODES:
        yield Problem(
            nodes[MAX_NODES].id, None, "too_many_nodes",
            f"The workflow has {len(nodes)} nodes; at most {MAX_NODES} are allowed.",
            "Remove nodes, or split the work into two workflows.",
        )  # fmt: skip
    if nodes and all(node.suppressed for node in nodes):
        yield Problem(
            None, None, "all_suppressed", "Every node has its output suppressed.",
            "Leave suppress_output away from at least one node.",
        )  # fmt: skip


def _names(nodes: Sequence[Node]) -> Iterator[Problem]:
    for name, count in Counter(node.id for node in nodes).items():
        if count > 1:
            yield Problem(
                name, None, "duplicate_node", f"{count} nodes have the id {name}.",
                "Give each node an id of its own.",
            )  # fmt: skip
        if name == IN:
            yield Problem(
                name, None, "reserved_name", "IN names the workflow's inputs, not a node.",
                "Give the node another id.",
            )  # fmt: skip
        elif not is_node_id(name):
            legal = like_node_id(name)
            yield Problem(
                name, None, "bad_node_id", f"The node id “{name[:80]}” cannot be used here.",
                RULE + (f" You could call it: {legal}" if legal else ""),
            )  # fmt: skip


def _operator(node: Node, catalogue: Mapping[str, Operator]) -> Iterator[Problem]:
    if node.operator not in catalogue:
        yield Problem(
            node.id, None, "unknown_operator",
            f"{node.id} uses the operator {node.operator}, which is not installed here.",
            "Choose another operator." + did_you_mean(node.operator, catalogue),
        )  # fmt: skip


def _node_inputs(node: Node, nodes: Sequence[Node]) -> Iterator[Problem]:
    known = [other.id for other in nodes]
    for name, count in Counter(node.waits_for).items():
        if name not in known and name != IN:
            yield Problem(
                node.id, None, "unknown_node_input",
                f"{node.id} waits for {name}, which is no node of this workflow.",
                f"Its nodes are: {', '.join(known)}.{did_you_mean(name, known)}",
            )  # fmt: skip
        if count > 1:
            yield Problem(
                node.id, None, "duplicate_node_input",
                f"{node.id} names {name} {count} times among its node_inputs.", "Name it once.",
            )  # fmt: skip


def _loop(nodes: Sequence[Node]) -> Iterator[Problem]:
    """One loop, told step by step in the order in which values would flow."""
    waits = {node.id: list(node.before()) for node in nodes}
    left = dict(waits)
    while True:
        free = [name for name, before in left.items() if not any(item in left for item in before)]
        if not free:
            break
        for name in free:
            del left[name]
    if not left:
        return
    trail = [next(iter(left))]
    while True:
        before = next(name for name in waits[trail[-1]] if name in left)
        if before in trail:
            loop = [*trail[trail.index(before) :], before]
            break
        trail.append(before)
    path = " → ".join(reversed(loop))
    yield Problem(
        loop[-1], None, "cycle", f"The nodes wait for one another in a loop: {path}.",
        "Take one of these names out of the node_inputs.",
    )  # fmt: skip
