"""Gates as nodes wait for them; where one step is behind several cases, any of them lets it run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.formats.roboflow.blocks import block_index
from builder.formats.roboflow.definition import RawStep
from builder.formats.roboflow.reading import Reading, Step
from builder.formats.roboflow.trouble import GRAPH, clip
from runtime.contracts.blocks import Wires

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.catalogue import Operator

FIRST = "roboflow_core/first_non_empty_or_default@v1"


def join_gates(reading: Reading, catalogue: Mapping[str, Operator]) -> dict[str, Step]:
    """Let steps wait for their gates; answers the steps that join several of one step's gates."""
    added: dict[str, Step] = {}
    for name, waits in reading.gates.items():
        target = reading.steps[name]
        for gate, sources in waits.items():
            if len(sources) == 1:
                target.when.append(sources[0])
                continue
            joined = _joined(target, gate, sources, reading, catalogue)
            if joined is not None:
                added[joined.raw.name] = joined
                target.when.append(f"{joined.node}.{_output(joined)}")
    return added


def _joined(
    target: Step, gate: str, sources: list[str], reading: Reading,
    catalogue: Mapping[str, Operator],
) -> Step | None:  # fmt: skip
    stands = block_index(catalogue).get(FIRST)
    ports = [one.port for one in stands.block.fields.values() if isinstance(one, Wires)] if (
        stands) else []  # fmt: skip
    if stands is None or not ports:
        reading.troubles.add(
            "ControlFlowDefinitionError", f"Several cases of one step lead to "
            f"{clip(target.raw.name)}.", "Let one case lead to it, and write its step again for "
            "the others.", context=GRAPH, **target.where(),
        )  # fmt: skip
        return None
    taken = {step.node for step in reading.steps.values()}
    base = name = f"{gate[:24]}_to_{target.node[:24]}".lstrip("_-")
    again = 2
    while name in taken:
        name, again = f"{base}_{again}", again + 1
    return Step(RawStep(name, FIRST, {}), stands.operator, stands.block, name,
                inputs={ports[0]: list(sources)})  # fmt: skip


def _output(step: Step) -> str:
    return next(out.port for name in step.block.outputs if (out := step.block.out(name)))
