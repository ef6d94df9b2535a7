"""Models that users bring, as this process looks at them, judges them and tries them once."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from runtime import registry
from runtime.contracts.errors import ModelUnavailableError, WeftError
from runtime.contracts.graph import GraphSpec, ModelRef, parse_graph
from runtime.contracts.refusals import NoUsableOutputError
from runtime.engine.batch import as_tree
from runtime.engine.cancel import Cancel
from runtime.engine.check import check
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from runtime.inference import manifests
from runtime.inference.children.home import Home
from runtime.inference.importing import files as model_files
from runtime.inference.importing.look import Look, look
from runtime.inference.model_files import ModelFiles
from runtime.inference.sessions import Sessions
from runtime.media.stored import to_stored
from runtime.worker.inputs import load_value
from runtime.worker.wired import ForImports, wired

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from runtime.contracts.catalogue import Operator
    from runtime.contracts.model import ModelManifest, ModelSource
    from runtime.engine.run import RunResult

TRIAL_SECONDS = 60
PIECE_BYTES = 1024 * 1024
NODE = "model"
AT_ONCE = 2
WAIT_SECONDS = 30
_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Trial:
    """What a model made of one input, before it was stored."""

    operator: str
    outputs: Mapping[str, Any]
    """Port -> stored tree."""
    error: Mapping[str, Any] | None
    milliseconds: float | None


class BusyError(WeftError):
    """Others look at models just now."""

    code = "overloaded"
    status = 503
    retry = True


def look_at(folder: Path, variant: str | None) -> Look:
    """Look at a model in a working folder. Raises a `ModelRefusedError`, or a 503."""
    with _turn():
        return look(folder, _means().looking, variant)


def lay_out(path: Path, folder: Path) -> None:
    """Put a model's files into a working folder. Raises a `ModelRefusedError`."""
    model_files.lay_out(path, folder, _means().looking.most_bytes)


def too_large() -> Exception:
    """The refusal of a model over the limit of this installation."""
    return model_files.too_large(_means().looking.most_bytes)


def operators_for(task: str) -> Sequence[Operator]:
    """The operators that run models of this task, available ones first."""
    found = [item for item in registry.operators().values() if item.meta.task == task]
    return sorted(found, key=lambda item: (item.why_not() is not None, item.meta.title))


def try_once(card: ModelManifest, app: int, stored: Mapping[str, Any]) -> Trial:
    """Run the model, whose files are blobs of the app, on one stored input of it.

    Raises a 4xx `WeftError` when no operator can take the input, or a 503.
    """
    with _turn():
        return _try_once(card, app, stored)


def _try_once(card: ModelManifest, app: int, stored: Mapping[str, Any]) -> Trial:
    runs, means = wired().runs, _means()

    def read(_ref: ModelRef, digest: str) -> Iterator[bytes]:
        with runs.open_blob(app, digest) as file:
            while piece := file.read(PIECE_BYTES):
                yield piece

    files = ModelFiles(means.folder, read, means.cache_bytes)
    home = Home(files.path, limits=means.running)
    sessions = Sessions(
        resolve=lambda ref: card if ref.id == card.id else manifests.find(ref), home=home
    )
    cancel = Cancel()
    timer = threading.Timer(TRIAL_SECONDS, cancel.fire)
    timer.start()
    try:
        first: Trial | None = None
        for graph in _graphs_for(card, str(stored["kind"]), sessions):
            plan = compile_graph(graph, registry.operators(), sessions)
            values = {graph.inputs[0].name: load_value(stored, app, runs)}
            result = run_plan(Job(plan, [values]), Means(sessions, cancel))
            trial = _trial(graph, result, app)
            if trial.error is None:
                return trial
            first = first or trial  # another node of the task may need less than this one
        assert first is not None, "_graphs_for() refuses when there is no graph"
        return first
    finally:
        timer.cancel()
        home.close()


def _trial(graph: GraphSpec, result: RunResult, app: int) -> Trial:
    done = result.results.get(NODE)
    failure = result.failures.get(NODE)
    error = failure or (next(iter(done.errors.values()), None) if done is not None else None)
    outputs = {}
    if done is not None and error is None:
        outputs = {
            port: as_tree(
                done, port, 0, result.state.anchors,
                lambda value: to_stored(
                    value, lambda data, kind: wired().runs.put_blob(app, data, kind)
                ),
            )
            for port in done.outputs
        }  # fmt: skip
    return Trial(
        operator=graph.nodes[0].operator,
        outputs=outputs,
        error=error.as_json() if error is not None else None,
        milliseconds=done.ms if done is not None else None,
    )


def _graphs_for(card: ModelManifest, kind: str, models: ModelSource) -> list[GraphSpec]:
    """The smallest graphs that give the model one input of this kind, at least one."""
    able = operators_for(card.task)
    if not able:
        message = f"No node runs models of the task {card.task} yet, so it cannot be tried."
        raise NoUsableOutputError(message)
    found = []
    for operator in able:
        for port in (name for name, port in operator.inputs.items() if kind in port.kinds):
            graph = parse_graph({
                "schema": 1,
                "inputs": [{"name": "given", "type": kind}],
                "nodes": [{
                    "id": NODE, "operator": operator.meta.id, "model": {"id": card.id},
                    "inputs": {port: ["IN.given"]},
                }],
            })  # fmt: skip
            if not check(graph, registry.operators(), models):
                found.append(graph)
                break
    if not found:
        message = f"A model for {card.task} does not take {kind}. Try it on something else."
        raise NoUsableOutputError(message)
    return found


@contextmanager
def _turn() -> Iterator[None]:
    """A few at a time, as each may take much memory."""
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise BusyError("Other models are being looked at. Try again in a minute.", retry_after=60)
    try:
        yield
    finally:
        _turns.release()


def _means() -> ForImports:
    found = wired().imports
    if found is None:
        raise ModelUnavailableError("Models cannot be imported in this process.")
    return found
