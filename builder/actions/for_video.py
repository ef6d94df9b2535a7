"""A video for a workflow that takes pictures: the graph that really runs, frame by frame.

A video is a kind of its own here, and a node makes pictures of it (decision 4). Who calls from
elsewhere sends a video to any workflow of pictures, so such a call gets that node: in front of
everything that the picture went to, beside the author's nodes and not one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.actions.accept_inputs import kinds_taken
from runtime import api
from runtime.contracts.errors import RunNotAcceptedError
from runtime.contracts.graph import IN, GraphInput, GraphSpec, NodeSpec
from runtime.contracts.limits import ADDED_NODES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from runtime.contracts.model import ModelSource

SAMPLER, TAKES, GIVES, EVERY = "video-frames", "video", "frames", "sample_ms"
LEAST_MS, DEFAULT_MS, MOST_MS = 100, 1000, 60_000
MOST_FRAMES = 6000
"""Every frame of the longest video at the shortest step: nothing is left out in silence."""
STEP = 280
"""From one node to the next, where a run is looked at."""


@dataclass(frozen=True)
class Feed:
    """A graph that takes what a call brings."""

    graph: GraphSpec
    added: tuple[str, ...] = ()
    """Nodes that its author did not draw; they are no part of an answer."""

    def layout(self, drawn: Mapping[str, Any]) -> dict[str, Any]:
        """The author's layout with room behind the input for what was added."""
        start = (drawn.get("nodes") or {}).get(IN)
        if start is None or not self.added:
            return dict(drawn)  # where nothing has its place, everything finds one
        moved = {
            name: {**place, "x": place["x"] + STEP} if place["x"] > start["x"] else place
            for name, place in drawn["nodes"].items()
        }
        moved |= {node: {"x": start["x"] + STEP, "y": start["y"]} for node in self.added}
        boxes = {
            kind: [
                {**box, "x": box["x"] + STEP} if box["x"] > start["x"] else box
                for box in drawn[kind]
            ]
            for kind in ("notes", "groups")
            if drawn.get(kind)
        }
        return {**drawn, **boxes, "nodes": moved}


def for_video(
    graph: GraphSpec,
    brought: Sequence[Collection[str]],
    sample_ms: int | None,
    models: ModelSource,
) -> Feed:
    """What to run when the inputs bring these kinds, a frame every so many milliseconds.

    `brought` has the kinds of each input (`kinds_brought`). A graph that takes videos itself keeps
    its nodes, and only their step follows the call. Raises `RunNotAcceptedError` for pictures and
    videos in one call, and where frames cannot stand for the picture.
    """
    _check_step(sample_ms)
    taken = kinds_taken(graph)
    if "video" in taken:
        return Feed(graph if sample_ms is None else _with_step(graph, sample_ms))
    if "image" not in taken or not any("video" in kinds for kinds in brought):
        return Feed(graph)
    if any("image" in kinds for kinds in brought):
        message = "This call has pictures and videos. Send the videos in a call of their own."
        raise RunNotAcceptedError(message)
    fed = _sampled(graph, sample_ms or DEFAULT_MS)
    problems = api.check_graph(fed.graph, models, added=ADDED_NODES)
    if problems:
        message = f"This workflow takes pictures, and no video for them: {problems[0].message}"
        raise RunNotAcceptedError(message, problems=[item.as_json() for item in problems])
    return fed


def _check_step(sample_ms: int | None) -> None:
    if sample_ms is not None and not LEAST_MS <= sample_ms <= MOST_MS:
        message = f"sample_ms must be from {LEAST_MS} to {MOST_MS}; this call has {sample_ms}."
        raise RunNotAcceptedError(message, field="output_config.sample_ms")


def _with_step(graph: GraphSpec, sample_ms: int) -> GraphSpec:
    """The same graph, its samplers at another step."""
    operators = api.operators()

    def changed(node: NodeSpec) -> NodeSpec:
        operator = operators.get(node.operator)
        if operator is None or EVERY not in operator.params_type.model_fields:
            return node
        return node.model_copy(update={"params": {**node.params, EVERY: sample_ms}})

    return graph.model_copy(update={"nodes": [changed(node) for node in graph.nodes]})


def _sampled(graph: GraphSpec, sample_ms: int) -> Feed:
    """The graph with the sampler in front of everything that takes its picture."""
    picture = next(item for item in graph.inputs if item.type == "image")
    others = {item.name for item in graph.inputs if item is not picture}
    video = GraphInput(name=_free("video", others, "_"), type="video")
    name = _free("frames", {IN, *(node.id for node in graph.nodes)}, "-")
    sampler = NodeSpec(
        id=name,
        operator=SAMPLER,
        params={EVERY: sample_ms, "max_frames": MOST_FRAMES},
        inputs={TAKES: [f"{IN}.{video.name}"]},
    )
    here, there = f"{IN}.{picture.name}", f"{name}.{GIVES}"

    def led(node: NodeSpec) -> NodeSpec:
        wires = {
            port: [there if source == here else source for source in sources]
            for port, sources in node.inputs.items()
        }
        gates = [there if source == here else source for source in node.when]
        return node.model_copy(update={"inputs": wires, "when": gates})

    inputs = [video if item is picture else item for item in graph.inputs]
    nodes = [sampler, *(led(node) for node in graph.nodes)]
    return Feed(graph.model_copy(update={"inputs": inputs, "nodes": nodes}), (name,))


def _free(name: str, taken: Collection[str], between: str) -> str:
    """The name, with a number behind it when it is taken."""
    free, number = name, 2
    while free in taken:
        free, number = f"{name}{between}{number}", number + 1
    return free
