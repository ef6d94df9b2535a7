"""Which steps wait for which: no loops, and fan-outs that fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.formats.roboflow.trouble import GRAPH, clip
from runtime import api
from runtime.contracts.graph import IN, is_reference, split_source, split_wire

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from builder.formats.roboflow.inputs import Input
    from builder.formats.roboflow.reading import Step
    from builder.formats.roboflow.trouble import Troubles

Lineage = tuple[str, ...]
ROOT: Lineage = (IN,)


def check_order(steps: Mapping[str, Step], inputs: Mapping[str, Input], troubles: Troubles) -> None:
    """Name a loop step by step; else say which steps mix what cannot be paired."""
    by_node = {step.node: step for step in steps.values()}
    waits = {node: _waits(step, by_node) for node, step in by_node.items()}
    ordered, loop = _walk(waits)
    if loop:
        path = " → ".join(clip(by_node[node].raw.name, 30) for node in [*loop, loop[0]][:12])
        tail = f" → … ({len(loop)} steps)" if len(loop) > 11 else ""
        troubles.add(
            "ExecutionGraphStructureError", f"The steps wait for one another in a loop: {path}"
            f"{tail}.", "Take one of these selectors out: no step can wait for what it gives.",
            context=GRAPH, **by_node[loop[0]].where(),
        )  # fmt: skip
        return
    lineages: dict[str, Lineage] = {}
    for node in ordered:
        _Lineages(by_node, inputs, lineages, troubles).judge(by_node[node])


def sources(step: Step) -> Iterator[tuple[str, str]]:
    """Everything a step waits for, each with the field that says so."""
    for key, ends in step.inputs.items():
        port = split_wire(key)[0]
        yield from ((step.places.get(port, port), source) for source in ends)
    for param, value in step.params.items():
        if is_reference(value):
            yield step.places.get(param, param), value["$ref"]
    yield from (("", gate) for gate in step.when)


def _waits(step: Step, by_node: Mapping[str, Step]) -> list[str]:
    parts = [split_source(source) for _, source in sources(step)]
    return list(dict.fromkeys(part[0] for part in parts if part and part[0] in by_node))


def _walk(waits: Mapping[str, list[str]]) -> tuple[list[str], list[str]]:
    """The nodes in order, and a loop in the direction of flow where there is one."""
    ordered: list[str] = []
    left = dict(waits)
    while left:
        ready = [node for node, needs in left.items() if not any(one in left for one in needs)]
        if not ready:
            break
        ordered += ready
        for node in ready:
            del left[node]
    if not left:
        return ordered, []
    trail = [next(iter(left))]
    while (before := next(one for one in waits[trail[-1]] if one in left)) not in trail:
        trail.append(before)
    return ordered, list(reversed(trail[trail.index(before) :]))


class _Lineages:
    """Judges one step after another, each after those it waits for."""

    def __init__(
        self, steps: Mapping[str, Step], inputs: Mapping[str, Input],
        lineages: dict[str, Lineage], troubles: Troubles,
    ) -> None:  # fmt: skip
        self.steps, self.inputs, self.lineages = steps, inputs, lineages
        self.troubles = troubles

    def judge(self, step: Step) -> None:
        """Note the lineage of a step, or why it has none."""
        longest, of = ROOT, ""
        gathered = {
            step.places.get(port.name, port.name): port
            for port in step.operator.inputs.values() if port.gathers
        }  # fmt: skip
        for name, source in sources(step):
            lineage = self._of(source)
            if name in gathered:
                if len(lineage) == 1 and not gathered[name].of_inputs:
                    self._flat(step, name)
                    continue
                lineage = lineage[:-1] or ROOT
            together = api.combine_lineages([longest, lineage])
            if together is None:
                self._clash(step, (of, longest), (name, lineage))
                continue
            if len(lineage) > len(longest):
                if not name and step.inputs:
                    self._too_fine(step, source)
                    continue
                of = name
            longest = together
        self.lineages[step.node] = longest

    def _of(self, source: str) -> Lineage:
        parts = split_source(source)
        assert parts is not None
        node, port = parts
        if node == IN:
            levels = self.inputs[port].levels
            return ROOT + (f"{IN}.{port}",) * (levels - 1)
        lineage = self.lineages.get(node, ROOT)
        fans = self.steps[node].operator.outputs[port].fans_out
        return (*lineage, node) if fans else lineage

    def _flat(self, step: Step, name: str) -> None:
        self.troubles.add(
            "StepInputDimensionalityError", f"{name} of {clip(step.raw.name)} takes a list of "
            "values an image (dimensionality 2 or more); what it selects is one value an image.",
            "Select what follows a crop, a slicer or another step that makes several of one.",
            context=GRAPH, **step.where(name),
        )  # fmt: skip

    def _clash(self, step: Step, one: tuple[str, Lineage], other: tuple[str, Lineage]) -> None:
        gate = not one[0] or not other[0]
        names = " and ".join(name or "flow control" for name, _ in (one, other))
        ways = " and ".join(self._way(lineage) for _, lineage in (one, other))
        self.troubles.add(
            "ControlFlowDefinitionError" if gate else "StepInputLineageError",
            f"{names} of {clip(step.raw.name)} come from different fan-outs ({ways}), which cannot "
            "be paired.", "Select what follows the same crop (or slicer), or collapse one first.",
            context=GRAPH, **step.where(other[0] or None),
        )  # fmt: skip

    def _too_fine(self, step: Step, source: str) -> None:
        """A gate of each crop, say, on a step that looks at the whole picture."""
        gate = self.steps[source.rsplit(".", 1)[0]].raw.name
        self.troubles.add(
            "ControlFlowDefinitionError", f"{clip(gate)} decides for each of several values of an "
            f"image, but {clip(step.raw.name)} looks at the image once, so it could never run.",
            "Let it lead to a step that looks at each, or collapse what it decides by first.",
            context=GRAPH, **step.where(),
        )  # fmt: skip

    def _way(self, lineage: Lineage) -> str:
        names = [self.steps[one].raw.name if one in self.steps else one for one in lineage[1:]]
        return clip(" → ".join(names)) or "the inputs"
