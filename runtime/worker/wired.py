"""What `config/wiring.py` supplied to this process, and what is shared by all runs in it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runtime.engine.cache import DEFAULT_BYTES, ResultCache
from runtime.inference.children.home import Home
from runtime.inference.children.limits import Limits
from runtime.inference.importing.inspect import InspectLimits
from runtime.inference.model_files import ModelFiles
from runtime.inference.sessions import Device, Sessions

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.contracts.outside import OutsideSource
    from runtime.contracts.stores import (
        EmbeddingStore,
        EventLog,
        ModelStore,
        QueueGauges,
        RunStore,
    )


@dataclass(frozen=True)
class ForImports:
    """What models that users brought may take, and where their files lie on this machine."""

    folder: Path
    cache_bytes: int
    running: Limits = field(default_factory=Limits)
    looking: InspectLimits = field(default_factory=InspectLimits)


@dataclass(frozen=True)
class Wired:
    """One process's means."""

    runs: RunStore
    events: EventLog
    queue: QueueGauges
    models: Sessions
    cache: ResultCache
    outside: OutsideSource | None = None
    embeddings: EmbeddingStore | None = None
    imports: ForImports | None = None
    pool: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(max_workers=8, thread_name_prefix="node")
    )


_wired: list[Wired] = []


def connect(  # noqa: PLR0913 - what a process is made of, each part given by name
    *,
    runs: RunStore,
    events: EventLog,
    queue: QueueGauges,
    models: ModelStore,
    outside: OutsideSource | None = None,
    embeddings: EmbeddingStore | None = None,
    device: Device = "cpu",
    threads: int = 0,
    cache_bytes: int = DEFAULT_BYTES,
    written: Path | None = None,
    imports: ForImports | None = None,
) -> None:
    """Supply the stores; called once when the process starts.

    `written` is the folder for graphs that are written from weights on first use; without `imports`
    models that users brought do not run here.
    """
    home = None
    if imports is not None:
        files = ModelFiles(imports.folder, models.read_file, imports.cache_bytes)
        home = Home(files.path, device=device, threads=threads or None, limits=imports.running)
    sessions = Sessions(
        resolve=models.manifest, device=device, threads=threads or None, written=written, home=home
    )
    cache = ResultCache(cache_bytes)
    _wired[:] = [Wired(runs, events, queue, sessions, cache, outside, embeddings, imports)]


def wired() -> Wired:
    """The supplied means."""
    if not _wired:
        message = "runtime.worker.wired.connect() was not called"
        raise RuntimeError(message)
    return _wired[0]
