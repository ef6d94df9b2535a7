"""Results kept by key, so that an unchanged node is never computed twice.

A node's key is a digest of its operator, parameters, model version and input keys; uploads are
hashed once, on arrival. Pixels are never hashed. A node with effects has no key, nor has what
follows it: its answer may be another one the next time. The cache is bounded in bytes and forgets
the least recently used.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from runtime.contracts.values import (
    Audio,
    Embeddings,
    Image,
    Json,
    List,
    Mask,
    Regions,
    Text,
    Value,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from runtime.contracts.model import ModelSource
    from runtime.engine.batch import NodeResult
    from runtime.engine.plan import Plan, Source, Step

DEFAULT_BYTES = 64 * 1024 * 1024
ROW_BYTES = 200
"""Charged for each element beside its payload."""


def node_keys(
    plan: Plan,
    input_keys: Sequence[str],
    models: ModelSource,
    pinned: Mapping[str, str] | None = None,
    common: Collection[str] = (),
    *,
    goes_on: bool = False,
) -> Mapping[str, str]:
    """The cache key of each node that has one. `input_keys` has one digest per workflow input.

    `pinned` has a digest of the outputs that stand in for a node: what follows it depends on those.
    What is `common` to all inputs is computed once, so one that keeps state may answer otherwise.
    In a run that `goes_on` with a session, what a node that keeps state answers depends on the
    calls before: it has no key.
    """
    pinned = pinned or {}
    keys = {"IN": _digest(list(input_keys))}
    defaults = {item.name: item.default for item in plan.graph.inputs if item.default is not None}
    for step in plan.steps.values():
        if step.id in pinned:
            keys[step.id] = _digest(["pinned", pinned[step.id]])
            continue
        meta = step.operator.meta
        if meta.effects != "none" or (goes_on and meta.keeps_state):
            continue
        if not _sources(step) <= keys.keys():
            continue
        model: Any = None
        if step.model is not None:
            manifest = models.manifest(step.model)
            model = [step.model.model_dump(), manifest.sha256 if manifest else None]
        wires: list[list[Any]] = [
            [port.name, *(_of(source, keys, defaults) if source else ())]
            for port, source in step.wires
        ]
        for port, bundle in step.bundles:
            wires += [[f"{port.name}.{own}", *_of(at, keys, defaults)] for own, at in bundle]
        wires += [["when", *_of(gate, keys, defaults)] for gate in step.gates]
        refs = [[name, *_of(ref, keys, defaults)] for name, ref in step.references.items()]
        parts = [step.id, step.operator.id, model, step.literals, wires, refs]
        keys[step.id] = _digest([*parts, "common"] if step.id in common else parts)
    del keys["IN"]
    return keys


def _of(source: Source, keys: Mapping[str, str], defaults: Mapping[str, Any]) -> list[Any]:
    """What flows from a source, for a key; a default is no input's content, so it counts too."""
    own = [defaults[source.port]] if source.node == "IN" and source.port in defaults else []
    return [source.port, keys[source.node], *own]


def _sources(step: Step) -> set[str]:
    wired = {source.node for _, source in step.wires if source}
    wired |= {source.node for _, bundle in step.bundles for _, source in bundle}
    wired |= {gate.node for gate in step.gates}
    return wired | {source.node for source in step.references.values()}


def _digest(parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


class ResultCache:
    """A least-recently-used map of node results; safe from any thread."""

    def __init__(self, max_bytes: int = DEFAULT_BYTES) -> None:
        self.max_bytes = max_bytes
        self.bytes = 0
        self.hits = 0
        self.misses = 0
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, tuple[NodeResult, int]] = OrderedDict()

    def get(self, key: str) -> NodeResult | None:
        """The kept result, marked as cached, or None."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                self.misses += 1
                return None
            self.hits += 1
            self._entries.move_to_end(key)
            return replace(entry[0], cached=True)

    def put(self, key: str, result: NodeResult) -> None:
        """Keep a result without failed elements; too large a one is not kept."""
        size = sum(
            _bytes_of(value) for batch in result.outputs.values() for value in batch.items.values()
        )
        if result.errors or size > self.max_bytes // 4:
            return
        with self._lock:
            old = self._entries.pop(key, None)
            if old is not None:
                self.bytes -= old[1]
            self._entries[key] = (result, size)
            self.bytes += size
            while self.bytes > self.max_bytes:
                _, (_, freed) = self._entries.popitem(last=False)
                self.bytes -= freed


def _bytes_of(value: Value) -> int:
    match value:
        case Image() | Mask():
            return ROW_BYTES + value.held_bytes
        case Audio():
            return ROW_BYTES + value.samples.nbytes
        case Text():
            return ROW_BYTES + len(value.raw)
        case Regions():
            return ROW_BYTES * (1 + len(value.items))
        case List() | Json():
            return ROW_BYTES + _bytes_within(value.value)
        case Embeddings():
            return ROW_BYTES + sum(len(vector) * 32 for vector in value.vectors)
        case _:
            return ROW_BYTES


def _bytes_within(part: Any) -> int:
    """How much the values within JSON take."""
    if isinstance(part, Value):
        return _bytes_of(part)
    if isinstance(part, dict):
        return sum(map(_bytes_within, part.values()))
    if isinstance(part, list | tuple):
        return sum(map(_bytes_within, part))
    return len(part) if isinstance(part, str) else 0
