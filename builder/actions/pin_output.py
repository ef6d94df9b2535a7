"""Pin a node's output to the draft, edit it by hand, and let go of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from builder import queries
from builder.blob_files import hold_blobs
from builder.models import NodeOutput, Pin
from builder.models.blob import digests_in
from runtime import api
from runtime.contracts.errors import ConflictError, NotFoundError, TooLargeError

if TYPE_CHECKING:
    from builder.models import Run, Workflow

MAX_PINS = 64
MAX_PIN_BYTES = 1024 * 1024


def pin_output(workflow: Workflow, node: str, run: Run) -> Pin:
    """Keep what the node gave in that run. Raises a 404 when it gave nothing there."""
    operator = next((item["operator"] for item in run.graph["nodes"] if item["id"] == node), None)
    rows = NodeOutput.objects.filter(run=run, node=node).order_by("index")
    outputs = [row.ports for row in rows]
    if operator is None or not outputs or run.workflow_id != workflow.pk:
        message = f"{node} has no output in run {run.number} to pin. Run to it first."
        raise NotFoundError(message, node=node)
    known = queries.pins(workflow).filter(node=node).first()
    if known is not None and node in run.part.get("pinned", ()):
        return known  # what the run shows is that pin
    return _keep(workflow, node, outputs, operator=operator, run_number=run.number, mocked=False)


def mock_output(workflow: Workflow, node: str, outputs: Any) -> Pin:
    """Replace a pinned output by what a person wrote. Raises a 422 that says what does not fit."""
    pin = queries.pin(workflow, node)
    if pin.operator not in api.operators():
        raise ConflictError(f"{pin.operator} is not installed here.", node=node)
    checked = api.check_outputs(pin.operator, outputs, pin.outputs)
    return _keep(workflow, node, checked, mocked=True)


def unpin(workflow: Workflow, node: str) -> None:
    """The node computes again."""
    Pin.objects.filter(workflow=workflow, node=node).delete()


def _keep(workflow: Workflow, node: str, outputs: list[dict[str, Any]], **facts: Any) -> Pin:
    if len(json.dumps(outputs)) > MAX_PIN_BYTES:
        message = f"The output of {node} is larger than 1 MB. Pin a node that gives less."
        raise TooLargeError(message, node=node)
    others = Pin.objects.filter(workflow=workflow).exclude(node=node).count()
    if others >= MAX_PINS:
        raise ConflictError(f"{MAX_PINS} outputs are pinned. Unpin some first.")
    hold_blobs(workflow.app_id, set(digests_in(outputs)))
    kept, _ = Pin.objects.update_or_create(
        workflow=workflow, node=node, defaults={"outputs": outputs, **facts}
    )
    return kept
