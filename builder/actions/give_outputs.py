"""Keeps what is given to a run, as if its nodes had finished before it began."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from builder.models import NodeOutput, NodeRun
from runtime.contracts.events import NewEvent
from runtime.contracts.limits import MAX_EVENT_BYTES

if TYPE_CHECKING:
    from builder.actions.choose_part import Outputs, Part
    from builder.models import Run


def given_events(part: Part, inputs: int) -> list[NewEvent]:
    """One event a given node, so that viewers see it finished at once."""
    return [
        _event(node, _for_each(outputs, inputs), pinned=pinned)
        for given, pinned in ((part.pinned, True), (part.kept, False))
        for node, outputs in given.items()
    ]


def keep_given(run: Run, part: Part, inputs: int) -> None:
    """The rows of the given nodes; a worker reads them back like an earlier attempt's."""
    given = {**part.kept, **part.pinned}
    NodeRun.objects.bulk_create(
        NodeRun(run=run, node=node, status="succeeded", ms=0, cached=node in part.kept)
        for node in given
    )
    NodeOutput.objects.bulk_create(
        NodeOutput(run=run, node=node, index=index, ports=ports)
        for node, outputs in given.items()
        for index, ports in enumerate(_for_each(outputs, inputs))
    )


def _for_each(outputs: Outputs, inputs: int) -> Outputs:
    """One entry an input: a pin of fewer inputs begins again from its first."""
    return [outputs[index % len(outputs)] for index in range(inputs)]


def _event(node: str, outputs: Outputs, *, pinned: bool) -> NewEvent:
    small = len(json.dumps(outputs)) <= MAX_EVENT_BYTES
    data = {"ms": 0, "cached": not pinned, "provider": None, "outputs": outputs if small else None}
    return NewEvent("node_succeeded", node, {**data, "pinned": True} if pinned else data)
