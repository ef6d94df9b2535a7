"""Runs a plan by ready-count: a node starts when its inputs are there, not when a level is done.

Light nodes run inline, heavy ones in the pool when more than one thing can happen at once. Values
pass by reference. A failing node fails its descendants only. Everything but the operators' own work
happens in the calling thread, so hooks need no locks.
"""

from __future__ import annotations

from contextvars import copy_context
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import get_ident
from time import perf_counter
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import CancelledError, OperatorFailedError, WeftError
from runtime.contracts.log_context import bound
from runtime.contracts.operator import Context
from runtime.contracts.plain import value_of
from runtime.contracts.values import Anchor, Each
from runtime.engine.batch import Batch, NodeResult
from runtime.engine.cache import node_keys
from runtime.engine.execute import execute
from runtime.engine.hooks import (
    NodeFailed,
    NodeProgress,
    NodeSkipped,
    NodeStarted,
    NodeSucceeded,
    NodeText,
    SilentHooks,
    Transition,
)  # fmt: skip
from runtime.engine.lineage import input_lineage
from runtime.engine.state import RunState

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from concurrent.futures import Executor

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.files import MediaFiles
    from runtime.contracts.model import ModelSource
    from runtime.contracts.outside import Outside
    from runtime.contracts.stores import SearchIndexes
    from runtime.contracts.values import Value
    from runtime.engine.cache import ResultCache
    from runtime.engine.hooks import Hooks
    from runtime.engine.lineage import Key, Lineage
    from runtime.engine.plan import Plan, Step
    from runtime.engine.session import Session

FLUSH_SECONDS = 0.02
"""How long finished light nodes may wait for company before they are committed."""

PROGRESS_SECONDS = 0.5
TEXT_SECONDS = 0.15
TEXT_AGAIN_SECONDS = 1.0
"""A text that has stopped growing is shown again, for those who came after it was shown."""
MAX_SHOWN_CHARACTERS = 4000
"""Of a text that grows its end is shown."""


@dataclass(frozen=True)
class Job:
    """What to run: one mapping of input name to value for each of 1 to 32 inputs."""

    plan: Plan
    inputs: Sequence[Mapping[str, Value | Each[Value]]]
    input_keys: Sequence[str] = ()
    """A digest for each input, when its values may be used as cache keys."""
    finished: Mapping[str, NodeResult] = field(default_factory=dict)
    """Nodes that an earlier attempt finished, or whose results were given; they are not run."""
    pinned: Mapping[str, str] = field(default_factory=dict)
    """A digest of each finished result that is not what its node would have computed."""
    spared: Collection[str] = ()
    """Nodes that nobody needs, because all that follows them is finished."""
    common: Collection[str] = ()
    """Nodes that are computed for the first input alone: what they give holds for all."""
    session: Session | None = None
    """The named session that it goes on with."""


@dataclass(frozen=True)
class Means:
    """What a run may use."""

    models: ModelSource
    cancel: CancelToken
    hooks: Hooks = field(default_factory=SilentHooks)
    pool: Executor | None = None
    """Where heavy nodes run beside others; without one everything runs inline."""
    cache: ResultCache | None = None
    outside: Outside | None = None
    search: SearchIndexes | None = None
    files: MediaFiles | None = None


@dataclass(frozen=True)
class RunResult:
    """How it ended: results of the nodes that finished, errors of those that did not."""

    results: Mapping[str, NodeResult]
    failures: Mapping[str, WeftError]
    skipped: Mapping[str, str]
    state: RunState
    uncommitted: Sequence[Transition]
    """What happened since the last commit; the caller keeps it together with the run's end."""


_Done = tuple["Step", NodeResult | WeftError, float]


def run_plan(job: Job, means: Means) -> RunResult:
    """Run to the end. Raises only what the hooks or the cancel token raise."""
    return _Loop(job, means).run()


class _Loop:
    """The state of one run in the calling thread."""

    def __init__(self, job: Job, means: Means) -> None:
        self.plan = job.plan
        self.means = means
        anchors: dict[Lineage, dict[Key, Anchor]] = {}
        self.state = RunState(
            _input_batches(job, anchors), len(job.inputs), job.common, anchors={**anchors}
        )
        self.waits = {node: step.waits for node, step in job.plan.steps.items()}
        self.ready: list[Step] = []
        self.ready_at: dict[str, float] = {}
        self.running = 0
        self.thread = get_ident()
        self.progress_at: dict[str, float] = {}
        self.text_at: dict[str, float] = {}
        self.held: dict[str, NodeText] = {}
        self.shown: dict[str, NodeText] = {}
        self.failures: dict[str, WeftError] = {}
        self.shared: dict[str, dict[str, Value]] = {}
        self.skipped: dict[str, str] = {}
        self.done: SimpleQueue[_Done | NodeProgress | NodeText] = SimpleQueue()
        self.pending: list[Transition] = []
        self.flushed_at = perf_counter()
        use_keys = means.cache is not None and bool(job.input_keys)
        self.keys = (
            node_keys(
                job.plan,
                job.input_keys,
                means.models,
                job.pinned,
                job.common,
                goes_on=job.session is not None,
            )
            if use_keys
            else {}
        )
        self.finished = job.finished
        self.spared = job.spared
        self.session = job.session

    def run(self) -> RunResult:
        """Start what is ready, take what is done, until neither is left."""
        for node, result in self.finished.items():
            self._keep(self.plan.steps[node], result)
        for node in self.plan.first:
            self._make_ready(self.plan.steps[node])
        while self.ready or self.running:
            if self.means.cancel.cancelled:
                self._flush()
                raise CancelledError("The run was cancelled.")
            if self.ready:
                self._start(self._next())
            if self.running and not self.ready:
                self._flush()
                self._take(self._wait())
            while not self.done.empty():
                self._take(self.done.get())
        return RunResult(self.state.results, self.failures, self.skipped, self.state, self.pending)

    def _next(self) -> Step:
        """Heavy nodes first, so that light ones run beside them."""
        for index, step in enumerate(self.ready):
            if step.operator.meta.heavy:
                return self.ready.pop(index)
        return self.ready.pop(0)

    def _make_ready(self, step: Step) -> None:
        if step.id in self.finished or step.id in self.spared:
            return
        self.ready.append(step)
        self.ready_at[step.id] = perf_counter()

    def _start(self, step: Step) -> None:
        begun = self.progress_at[step.id] = perf_counter()
        queue_ms = (begun - self.ready_at[step.id]) * 1000
        self.pending.append(NodeStarted(step.id, queue_ms))
        known = self._recall(step)
        if known is not None:
            self._finish(step, known, known.ms)
            return
        if not step.operator.meta.heavy:
            self._finish(step, *self._compute(step))
            return
        self._flush()
        alone = not (self.ready or self.running) and step.operator.meta.effects == "none"
        if self.means.pool is None or alone:
            self._finish(step, *self._compute(step))
            return
        self.running += 1
        here = copy_context()
        self.means.pool.submit(lambda: self.done.put((step, *here.run(self._compute, step))))

    def _recall(self, step: Step) -> NodeResult | None:
        key = self.keys.get(step.id)
        if key is None or self.means.cache is None:
            return None
        return self.means.cache.get(key)

    def _compute(self, step: Step) -> tuple[NodeResult | WeftError, float]:
        """Run one step; may be called in a pool thread."""
        begun = perf_counter()
        try:
            models = self.means.models
            context = Context(
                cancel=self.means.cancel,
                progress=lambda done, total: self._progress(step, done, total),
                models=models,
                model=models.get(step.model) if step.model is not None else None,
                node=step.id,
                outside=self.means.outside,
                search=self.means.search,
                live=lambda place, text: self._show(step, place, text),
                files=self.means.files,
                shared=self.shared,
            )
            with bound(node=step.id):
                result = execute(step, self.state, context, self.session)
        except WeftError as error:
            return error, (perf_counter() - begun) * 1000
        except MemoryError:
            message = f"{step.id} ran out of memory. Try smaller or fewer inputs."
            return OperatorFailedError(message), (perf_counter() - begun) * 1000
        return result, result.ms

    def _progress(self, step: Step, done: int, total: int) -> None:
        """Pass progress on, twice a second at most; called in the operator's thread.

        A node that is done within half a second reports none: its end says it all.
        """
        now = perf_counter()
        if done >= total or now - self.progress_at.get(step.id, now) < PROGRESS_SECONDS:
            return
        self.progress_at[step.id] = now
        progress = NodeProgress(step.id, done, total)
        if get_ident() == self.thread:
            self._take(progress)
        else:
            self.done.put(progress)

    def _show(self, step: Step, place: str, text: str) -> None:
        """Pass a growing text on; called in the operator's threads."""
        shown = NodeText(step.id, place, text[-MAX_SHOWN_CHARACTERS:])
        if get_ident() == self.thread:
            self._take(shown)
        else:
            self.done.put(shown)

    def _wait(self) -> _Done | NodeProgress | NodeText:
        """The next news; meanwhile texts that came too soon after others are shown."""
        while self.held or self.shown:
            try:
                return self.done.get(timeout=TEXT_SECONDS if self.held else TEXT_AGAIN_SECONDS)
            except Empty:
                if self.held:
                    self._show_held()
                    continue
                for text in self.shown.values():
                    self.means.hooks.show(text)
        return self.done.get()

    def _show_held(self) -> None:
        """Show the newest text of each node, a few times a second; the last one is never lost."""
        now = perf_counter()
        for node, text in list(self.held.items()):
            if now - self.text_at.get(node, 0) >= TEXT_SECONDS:
                self.text_at[node] = now
                self.shown[node] = self.held.pop(node, text)
                self.means.hooks.show(self.shown[node])

    def _take(self, item: _Done | NodeProgress | NodeText) -> None:
        if isinstance(item, NodeText):
            self.held[item.node] = item
            self._show_held()
            return
        if isinstance(item, NodeProgress):
            self.pending.append(item)
            self._flush()
            return
        step, outcome, ms = item
        self.running -= 1
        self._finish(step, outcome, ms)

    def _finish(self, step: Step, outcome: NodeResult | WeftError, ms: float) -> None:
        self.held.pop(step.id, None)
        self.shown.pop(step.id, None)
        if isinstance(outcome, CancelledError):
            self._flush()
            raise outcome
        if isinstance(outcome, WeftError):
            self.failures[step.id] = outcome
            self.pending.append(NodeFailed(step.id, outcome, ms))
            self._skip_after(step, step.id, outcome)
        elif outcome.errors and not any(batch.items for batch in outcome.outputs.values()):
            error = next(iter(outcome.errors.values()))
            self.failures[step.id] = error
            self.pending.append(NodeFailed(step.id, error, ms))
            self._skip_after(step, step.id, error)
        else:
            key = self.keys.get(step.id)
            if key is not None and self.means.cache is not None and not outcome.cached:
                self.means.cache.put(key, outcome)
            self.pending.append(NodeSucceeded(step.id, outcome))
            self._keep(step, outcome)
        if perf_counter() - self.flushed_at > FLUSH_SECONDS:
            self._flush()

    def _keep(self, step: Step, result: NodeResult) -> None:
        self.state.keep(step.id, result)
        for follower in step.followers:
            self.waits[follower] -= 1
            if self.waits[follower] == 0 and follower not in self.skipped:
                self._make_ready(self.plan.steps[follower])

    def _skip_after(self, step: Step, because: str, error: WeftError) -> None:
        for follower in step.followers:
            if follower not in self.skipped:
                self.skipped[follower] = because
                self.pending.append(NodeSkipped(follower, because, error))
                self._skip_after(self.plan.steps[follower], because, error)

    def _flush(self) -> None:
        self.flushed_at = perf_counter()
        if self.pending:
            transitions, self.pending = self.pending, []
            self.means.hooks.commit(transitions)


def _input_batches(job: Job, anchors: dict[Lineage, dict[Key, Anchor]]) -> dict[str, Batch]:
    """The values of each workflow input; where none came, its default. Lists become fan-outs."""
    batches = {}
    for item in job.plan.graph.inputs:
        lineage = input_lineage(item.name, item.levels)
        for depth in range(2, len(lineage) + 1):
            anchors[lineage[:depth]] = {}
        default = _default(item.default, item.type, item.levels)
        items: dict[Key, Value] = {}
        for index, values in enumerate(job.inputs):
            value = values.get(item.name)
            _spread(default if value is None else value, (index,), lineage, items, anchors)
        batches[item.name] = Batch(lineage, items)
    return batches


def _default(data: Any, kind: str, levels: int) -> Value | Each[Any] | None:
    """The values of a default: JSON, nested in lists where the input brings lists."""
    if levels > 1 and isinstance(data, list):
        return Each(tuple(_default(one, kind, levels - 1) for one in data))
    return None if data is None else value_of(data, kind)


def _spread(
    value: Value | Each[Value] | None,
    key: Key,
    lineage: Lineage,
    items: dict[Key, Value],
    anchors: dict[Lineage, dict[Key, Anchor]],
) -> None:
    if value is not None and len(key) < len(lineage) and not isinstance(value, Each):
        value = Each((value,))  # one where a list was expected
    if isinstance(value, Each):
        for index, one in enumerate(value.values):
            child = (*key, index)
            anchors[lineage[: len(child)]][child] = Anchor()
            _spread(one, child, lineage, items, anchors)
    elif value is not None:
        items[key] = value
