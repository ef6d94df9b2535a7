"""What a run that ended says: the outputs, or the step that failed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from builder.api.roboflow.answer_files import AnswerFiles
from builder.api.roboflow.errors import StepExecutionError, block_error
from builder.formats.roboflow.answer import Asked, Made, answers_in_parts
from builder.formats.roboflow.room import weight
from runtime.contracts.errors import TooLargeError, WeftError
from runtime.contracts.graph import split_source
from runtime.contracts.limits import MAX_BODY_BYTES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from builder.actions.accept_inputs import AcceptedInput
    from builder.api.roboflow.compiled import Compiled
    from builder.models import Run

SUCCEEDED = "succeeded"
MOST_TOLD = MAX_BODY_BYTES // 2
"""Of an answer beside its pictures, about as many bytes as it has when it is written."""
OUTSIDE = ("connector_failed",)
"""Codes of a service that a step asked, and that failed."""
OURS = ("internal", "deadline_exceeded", "attempts_exhausted", "cancelled", "unavailable")
"""Codes of what is no mistake of the caller's."""


class UnfinishedError(WeftError):
    """The run takes longer than a call may wait."""

    code = "unfinished"
    status = 500


def answer_text(run: Run, compiled: Compiled, without: Collection[str], *, profile: bool) -> str:
    """The whole answer as JSON, of a run with the outputs of `nodes_told`.

    Raises a `StepExecutionError` unless the run succeeded.
    """
    node_runs = list(run.node_runs.all())
    if run.status != SUCCEEDED:
        raise _failure(run, compiled, [(one.node, one.error) for one in node_runs if one.error])
    trace = _trace(run, compiled) if profile else None
    return _written(run.app_id, compiled, without, _made(run), run, trace)


def answer_without_run(
    app: int, compiled: Compiled, inputs: Sequence[AcceptedInput], without: Collection[str]
) -> str:
    """The answer of a workflow that has no step: its inputs come back."""
    return _written(app, compiled, without, [Made(one.values, {}) for one in inputs])


def _written(
    app: int,
    compiled: Compiled,
    without: Collection[str],
    made: Sequence[Made],
    run: Run | None = None,
    trace: list[dict[str, Any]] | None = None,
) -> str:
    files = AnswerFiles(app)
    wanted = [one for one in compiled.wanted if one.name not in without]
    asked = Asked(
        compiled.graph,
        wanted,
        compiled.depths,
        compiled.single,
        compiled.whole,
        run.created_at if run is not None else None,
    )
    body = {
        "outputs": _bounded(answers_in_parts(asked, made, files, run.pk if run else "")),
        "profiler_trace": trace,
        "python_blocks_output_streams": None,
        "python_blocks_debug_traces": None,
    }
    return json.dumps(body, default=files.told, ensure_ascii=False)


def _bounded(told: Iterator[Iterator[tuple[str, Any]]]) -> list[dict[str, Any]]:
    """The outputs. Raises a 413 before they would fill memory: one value may be told many times."""
    outputs: list[dict[str, Any]] = []
    left = MOST_TOLD
    for picture in told:
        outputs.append({})
        for name, value in picture:
            left -= weight(value, left)
            if left < 0:
                limit = MOST_TOLD // 1024 // 1024
                message = (
                    f"The outputs of this call have more than {limit} MB. Ask for fewer, or leave "
                    "some out with excluded_fields."
                )
                raise TooLargeError(message, limit=MOST_TOLD)
            outputs[-1][name] = value
    return outputs


def unfinished(run: Run) -> UnfinishedError:
    """The run goes on although nobody waits for it any longer."""
    message = (
        f"The run {run.pk} takes longer than a call waits for it, and goes on. Its page shows what "
        f"came of it, and so does GET /v2/runs/{run.pk}."
    )
    return UnfinishedError(message, run=run.pk)


def nodes_told(compiled: Compiled) -> set[str]:
    """The nodes whose outputs an answer tells."""
    nodes = {parts[0] for one in compiled.wanted if (parts := split_source(one.source))}
    return nodes | {one.step for one in compiled.wanted if one.step}


def _made(run: Run) -> list[Made]:
    outputs: dict[int, dict[str, Any]] = {}
    for row in run.outputs.all():
        outputs.setdefault(row.index, {})[row.node] = row.ports
    return [Made(item.values, outputs.get(item.index, {})) for item in run.inputs.all()]


def _failure(
    run: Run, compiled: Compiled, failed: list[tuple[str, Mapping[str, Any]]]
) -> StepExecutionError:
    """The step that the run failed at, and every other that failed too."""
    first: Mapping[str, Any] = run.error or {}
    told = str(first.get("message") or f"The run was {run.status}.")
    node = first.get("node")
    entries = dict.fromkeys([str(node)] if node else [], told)
    entries |= {name: str(error.get("message") or "") for name, error in failed}
    names = {name: compiled.steps.get(name, (name, None)) for name in entries}
    blocks = [
        block_error(names[name][0], names[name][1], sentence) for name, sentence in entries.items()
    ]
    if node:
        name, kind = names[str(node)]
        message = f"The step {name} ({kind}) failed: {told}" if kind else f"{name} failed: {told}"
    else:
        message = told
    return StepExecutionError(message, told, blocks, _status(str(first.get("code"))))


def _status(code: str) -> int:
    if code in OUTSIDE:
        return 502
    return 500 if code in OURS else 400


def _trace(run: Run, compiled: Compiled) -> list[dict[str, Any]]:
    """When each step ran, as the events that Chrome's trace viewer opens."""
    began = run.started_at
    events = []
    for one in run.node_runs.all():
        if one.started_at is None or began is None or one.ms is None:
            continue
        name, kind = compiled.steps.get(one.node, (one.node, ""))
        events.append({
            "name": name, "cat": "step_execution", "ph": "X", "pid": 1, "tid": 1,
            "ts": round((one.started_at - began).total_seconds() * 1e6),
            "dur": round(one.ms * 1000),
            "args": {"step": name, "type": kind, "cached": one.cached, "status": one.status},
        })  # fmt: skip
    return events
