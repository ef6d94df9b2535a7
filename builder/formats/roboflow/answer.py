"""What a run left, as their server answers: one object for each picture that came in.

Pure: whoever calls tells the files (`Files`), and stored outputs come as they were kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.answer_values import Teller, sized_by
from builder.formats.roboflow.common import common_nodes
from builder.formats.roboflow.hidden import SECRET, hidden
from runtime.contracts.blocks import Out
from runtime.contracts.graph import ALL_PORTS, IN, split_source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from builder.formats.roboflow.answer_values import Files
    from runtime.contracts.blocks import Block
    from runtime.contracts.graph import GraphSpec


@dataclass(frozen=True)
class Made:
    """What came of one input."""

    values: Mapping[str, Any]
    """Input of the graph -> stored value."""
    outputs: Mapping[str, Mapping[str, Any]]
    """Node -> port -> stored output."""


@dataclass(frozen=True)
class Wanted:
    """One entry of an answer."""

    name: str
    source: str
    """`node.port`, `node.*`, `IN.name`; empty for what no port gives."""
    own: bool = False
    """Whether places are told in the picture that was looked at, not in the one that came in."""
    out: Out | None = None
    """The property of a block that the port is told as."""
    block: Block | None = None
    """For `node.*` and `step`: whose properties these are; every port of the node without one."""
    step: str = ""
    """The node of a property that no port gives."""
    model: str = ""
    """The node's model, as it is named in answers."""


@dataclass(frozen=True)
class Asked:
    """A workflow, and how it is to be told."""

    graph: GraphSpec
    wanted: Sequence[Wanted]
    depths: Mapping[str, Mapping[str, int]]
    """How many fan-outs each port lies within, by node."""
    single: Collection[str] = ()
    """Inputs that bring one value for all pictures."""
    whole: Collection[tuple[str, str]] = ()
    """Node and wire that gather all pictures of the call: what they bring is the same for each."""
    now: datetime | None = None
    """When it was asked; the moment of stills."""


def answers(asked: Asked, made: Sequence[Made], files: Files, run: str) -> list[dict[str, Any]]:
    """The list `outputs` of an answer."""
    return [dict(one) for one in answers_in_parts(asked, made, files, run)]


def answers_in_parts(
    asked: Asked, made: Sequence[Made], files: Files, run: str
) -> Iterator[Iterator[tuple[str, Any]]]:
    """Name and value of each output, for each picture; told when they are asked for.

    Where everything that is asked for is the same for all pictures, there is one.
    """
    fixed = common_nodes(asked.graph, asked.single, asked.whole)
    scalar = all(_is_fixed(one, fixed, asked.single) for one in asked.wanted)
    defaults = {item.name: item.default for item in asked.graph.inputs}
    root = next((item.name for item in asked.graph.inputs if item.type == "image"), "image")
    for one in made[:1] if scalar else made:
        teller = Teller(files, root, sized_by(one.values), run, now=asked.now)
        yield _outputs(asked, one, teller, defaults)


def _outputs(
    asked: Asked, made: Made, teller: Teller, defaults: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    for item in asked.wanted:
        yield item.name, _output(asked, item, made, teller, defaults)


def _output(
    asked: Asked, item: Wanted, made: Made, teller: Teller, defaults: Mapping[str, Any]
) -> Any:
    teller = replace(teller, own=item.own, model=item.model)
    parts = split_source(item.source)
    if parts is None:
        return _portless(asked, item, made, teller)
    node, port = parts
    if node == IN:
        stored = made.values.get(port)
        told = defaults.get(port) if stored is None else _echo(stored, teller)
        return hidden(told) if item.out is not None and item.out.shape == SECRET else told
    ports, depths = made.outputs.get(node, {}), asked.depths.get(node, {})
    if port == ALL_PORTS:
        wanted = properties_of(item.block, depths)
        beside = _beside(wanted, ports)
        trees = {name: ports.get(out.port or beside) for name, out in wanted.items()}
        levels = {name: depths.get(out.port or beside, 0) for name, out in wanted.items()}
        return _everything(wanted, trees, levels, teller)
    return _tree(ports.get(port), depths.get(port, 0), item.out or Out(port), teller)


def _portless(asked: Asked, item: Wanted, made: Made, teller: Teller) -> Any:
    """A property that no port gives: for each element that the step worked on."""
    ports, depths = made.outputs.get(item.step, {}), asked.depths.get(item.step, {})
    beside = _beside(properties_of(item.block, depths), ports)
    if item.out is None or not beside:
        return teller.run
    return _tree(ports.get(beside), depths.get(beside, 0), item.out, teller)


def _beside(wanted: Mapping[str, Out], ports: Mapping[str, Any]) -> str:
    """The port that says what a step worked on: one whose values know their picture, if any."""
    names = [out.port for out in wanted.values() if out.port]
    known = (name for name in (*names, *ports) if _is_placed(ports.get(name)))
    return next(known, next(iter(names), ""))


def _is_placed(tree: Any) -> bool:
    if not isinstance(tree, dict):
        return False
    return "placement" in tree or any(_is_placed(one["value"]) for one in tree.get("each", ()))


def properties_of(block: Block | None, ports: Collection[str]) -> dict[str, Out]:
    """What a step gives, by its name there: as its block says, else every port."""
    if block is None:
        return {port: Out(port) for port in ports}
    found = {name: block.out(name) for name in block.outputs}
    return {name: out for name, out in found.items() if out is not None}


def out_of(block: Block | None, port: str) -> Out:
    """The property that a port is told as."""
    found = (block.out(name) for name in block.outputs) if block is not None else ()
    return next((out for out in found if out is not None and out.port == port), Out(port))


def _everything(
    wanted: Mapping[str, Out],
    trees: Mapping[str, Any],
    levels: Mapping[str, int],
    teller: Teller,
) -> Any:
    """All properties of a step: an object, or a list of them where it fans out."""
    fanned = [tree["each"] for tree in trees.values() if isinstance(tree, dict) and "each" in tree]
    if fanned:
        told = [
            _everything(
                wanted,
                {name: _element(tree, place) for name, tree in trees.items()},
                {name: max(0, level - 1) for name, level in levels.items()},
                teller,
            )
            for place in range(max(map(len, fanned)))
        ]
        return told or _nothing(max(levels.values()))
    if any(levels.values()) and all(tree is None for tree in trees.values()):
        return _nothing(max(levels.values()))
    return {
        name: teller.run if out.shape == "run_id" else _tree(trees[name], levels[name], out, teller)
        for name, out in wanted.items()
    }


def _element(tree: Any, place: int) -> Any:
    """One element of a fan-out; what lies outside of it is the same for all."""
    if not (isinstance(tree, dict) and "each" in tree):
        return tree
    return tree["each"][place]["value"] if place < len(tree["each"]) else None


def _tree(tree: Any, depth: int, out: Out, teller: Teller) -> Any:
    """A stored output; an absent element is null, an absent level an empty list."""
    if tree is None or "error" in tree:
        return _nothing(depth)
    if "each" in tree:
        told = [_tree(one["value"], depth - 1, out, teller) for one in tree["each"]]
        return told or _nothing(depth)
    return teller.value(tree, out)


def _nothing(depth: int) -> Any:
    """An absent output: null, an empty list, or such a list in as many lists as lie around it."""
    empty: Any = None
    for level in range(depth):
        empty = [empty] if level else []
    return empty


def _echo(stored: Any, teller: Teller) -> Any:
    if stored is None:
        return None
    if "each" in stored:
        return [_echo(one, teller) for one in stored["each"]]
    return teller.value(stored, Out(""))


def _is_fixed(item: Wanted, fixed: Collection[str], single: Collection[str]) -> bool:
    parts = split_source(item.source)
    if parts is None:
        return item.step in fixed or not item.step
    node, port = parts
    return port in single if node == IN else node in fixed
