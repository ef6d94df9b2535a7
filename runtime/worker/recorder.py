"""Turns the engine's transitions into events and stored outputs, under the run's fence."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from runtime.contracts.events import LiveText, NewEvent
from runtime.contracts.limits import MAX_EVENT_BYTES
from runtime.contracts.log_context import bound
from runtime.contracts.stores import NodeRecord
from runtime.contracts.values import Audio, Image, Video
from runtime.engine.batch import as_tree
from runtime.engine.hooks import (
    NodeFailed,
    NodeProgress,
    NodeSkipped,
    NodeStarted,
    NodeSucceeded,
    NodeText,
    Transition,
)  # fmt: skip
from runtime.media.stored import to_stored
from runtime.worker import event_stream
from runtime.worker.inputs import remember_made
from runtime.worker.metrics import RunMeter
from runtime.worker.store_pictures import store_pictures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runtime.contracts.stores import ClaimedRun, RunStore
    from runtime.contracts.values import Anchor, Value
    from runtime.engine.batch import NodeResult
    from runtime.engine.lineage import Key, Lineage

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Told:
    """Transitions as events and records, their outputs stored, ready to be kept."""

    events: Sequence[NewEvent] = ()
    records: Sequence[NodeRecord] = ()


NOTHING_TOLD = Told()


class Recorder:
    """Fulfils `engine.hooks.Hooks` for one attempt at one run."""

    def __init__(self, store: RunStore, claimed: ClaimedRun) -> None:
        self.store = store
        self.claimed = claimed
        self.meter = RunMeter(claimed.graph, claimed.origin)
        self.anchors: dict[Lineage, Mapping[Key, Anchor]] = {}
        self._kept: dict[int, tuple[Value, dict[str, Any]]] = {}

    def commit(self, transitions: Sequence[Transition]) -> None:
        """Keep these, then ring."""
        told = self.told(transitions)
        event_stream.tell(self.store.emit(self.claimed, told.events, told.records))

    def show(self, text: NodeText) -> None:
        """Send it to who looks; nothing is kept, and a lost one is made good by the next."""
        event_stream.show(LiveText(self.claimed.id, text.node, text.place, text.text))

    def finish(self, event: NewEvent, last: Told = NOTHING_TOLD) -> None:
        """Keep the terminal event, together with what was told before it."""
        kept = self.store.emit(self.claimed, [*last.events, event], last.records)
        self.meter.end(event.type)
        event_stream.tell(kept)

    def told(self, transitions: Sequence[Transition]) -> Told:
        """Store the outputs of these and put them into words."""
        self.meter.observe(transitions)
        done = [one.result for one in transitions if isinstance(one, NodeSucceeded)]
        self._kept |= store_pictures(self.store, self.claimed.app, done, self._kept)
        events: list[NewEvent] = []
        records: list[NodeRecord] = []
        for transition in transitions:
            event, record = self._record(transition)
            events.append(event)
            if record is not None:
                records.append(record)
        return Told(events, records)

    def know(self, node: str, result: NodeResult) -> None:
        """Learn a finished node's fan-out, so that later nodes' outputs can be laid out by it."""
        for lineage, anchors in result.above.items():
            self.anchors.setdefault(lineage, anchors)
        fan = (*result.lineage, node)
        if any(batch.lineage == fan for batch in result.outputs.values()):
            self.anchors[fan] = result.anchors

    def _record(self, transition: Transition) -> tuple[NewEvent, NodeRecord | None]:
        node = transition.node
        match transition:
            case NodeStarted():
                queue_ms = round(transition.queue_ms, 2)
                return (
                    NewEvent("node_started", node, {"queue_ms": queue_ms}),
                    NodeRecord(node, "running", queue_ms=queue_ms),
                )
            case NodeProgress():
                progress = {"done": transition.done, "total": transition.total}
                return NewEvent("node_progress", node, progress), None
            case NodeFailed():
                _log_cause(transition)
                error = transition.error.as_json()
                ms = round(transition.ms, 2)
                return (
                    NewEvent("node_failed", node, {"ms": ms, "error": error}),
                    NodeRecord(node, "failed", ms=ms, error=error),
                )
            case NodeSkipped():
                message = f"Not run because {transition.because} failed."
                error = {"code": "skipped", "message": message, "because": transition.because}
                data = {"because": transition.because, "error": error}
                return (
                    NewEvent("node_skipped", node, data),
                    NodeRecord(node, "skipped", error=error),
                )
            case NodeSucceeded():
                return self._succeeded(node, transition.result)

    def _succeeded(self, node: str, result: NodeResult) -> tuple[NewEvent, NodeRecord]:
        self.know(node, result)
        outputs = [
            {
                port: as_tree(result, port, index, self.anchors, self._store)
                for port in result.outputs
            }
            for index in range(len(self.claimed.inputs))
        ]
        ms = 0.0 if result.cached else round(result.ms, 2)
        data: dict[str, Any] = {
            "ms": ms,
            "cached": result.cached,
            "provider": result.provider,
            "outputs": outputs if _small(outputs) else None,
        }
        record = NodeRecord(
            node, "succeeded", ms=ms, cached=result.cached, provider=result.provider or "",
            outputs=outputs, left=result.left,
        )  # fmt: skip
        return NewEvent("node_succeeded", node, data), record

    def _store(self, value: Value) -> dict[str, Any]:
        """A value as JSON; one that several nodes pass on is encoded and stored once.

        The value is kept beside its JSON, so that no other one can take its `id()` meanwhile.
        """
        known = self._kept.get(id(value))
        if known is None:
            app = self.claimed.app
            if isinstance(value, Audio | Video) and value.blob:
                self.store.hold_blob(app, value.blob)
            stored = to_stored(value, lambda data, kind: self.store.put_blob(app, data, kind))
            if isinstance(value, Image):
                remember_made(app, stored, value)
            known = self._kept[id(value)] = (value, stored)
        return known[1]


def _log_cause(failed: NodeFailed) -> None:
    """What users are not shown: the fault that a node's error stands for."""
    if failed.error.__cause__ is not None:
        with bound(node=failed.node):
            log.error("%s", failed.error.message, exc_info=failed.error)


def _small(outputs: Any) -> bool:
    """Whether outputs may ride in the event; a cheap upper bound on their JSON length."""
    budget = MAX_EVENT_BYTES

    def spend(item: Any) -> bool:
        nonlocal budget
        if isinstance(item, dict):
            budget -= 2
            return all(spend(key) and spend(value) for key, value in item.items())
        if isinstance(item, list | tuple):
            budget -= 2
            return all(spend(value) for value in item)
        budget -= len(item) * 2 + 4 if isinstance(item, str) else 22
        return budget > 0

    return spend(outputs)
